package io.tenancy.jdbc.job;

/**
 * What one run of a job has done.
 *
 * @param done how many things (tenants, rows, mails) were done
 * @param failed how many failed
 * @param note a word for operators, without content of rows; empty for none
 */
public record JobReport(long done, long failed, String note) {
    /**
     * Nothing failed.
     *
     * @param done how many things were done
     * @return the report
     */
    public static JobReport of(long done) {
        return new JobReport(done, 0, "");
    }

    /**
     * The same with a word for operators.
     *
     * @param text the note
     * @return a new report
     */
    public JobReport withNote(String text) {
        return new JobReport(done, failed, text);
    }
}
