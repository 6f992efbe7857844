package io.tenancy.cli.output;

/** A document that is also a report for build servers, in formats that are not ours. */
public interface ReportDocument extends Document {
    /**
     * The report.
     *
     * @param format {@link Format#SARIF}, {@link Format#JUNIT} or {@link Format#GITHUB}
     * @return the whole text, with a final line end
     */
    String render(Format format);

    /**
     * A tree as JSON, as reports need it inside.
     *
     * @param tree maps, lists, texts, numbers, booleans and null
     * @return the text, with a final line end
     */
    static String json(Object tree) {
        return Tree.json(tree);
    }
}
