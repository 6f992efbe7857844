package io.tenancy.billing.outgoing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of one attempt.
 *
 * @param status the HTTP status, or 0 if there was no answer
 * @param retryAfter the header as it came, or empty
 * @param note in our words
 */
record SendResult(int status, String retryAfter, String note) {
    private static final Pattern STATUS = Pattern.compile("\\AHTTP/1\\.[01] ([2-5][0-9]{2})(?: [^\r\n]*)?\r\n");
    private static final Pattern RETRY_AFTER =
            Pattern.compile("(?:^|\n)retry-after:[ \t]*([^\r\n]{1,40}?)[ \t]*\r\n", Pattern.CASE_INSENSITIVE);

    static SendResult failed(String note) {
        return new SendResult(0, "", note);
    }

    static SendResult of(String head) {
        Matcher status = STATUS.matcher(head);
        if (!status.find()) {
            return failed("no HTTP answer");
        }
        Matcher later = RETRY_AFTER.matcher(head);
        return new SendResult(
                Integer.parseInt(status.group(1)), later.find() ? later.group(1) : "", "HTTP " + status.group(1));
    }

    boolean isDelivered() {
        return status >= 200 && status < 300;
    }

    boolean isGone() {
        return status == 410;
    }
}
