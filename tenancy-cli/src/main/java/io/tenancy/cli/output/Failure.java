package io.tenancy.cli.output;

import io.tenancy.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a command stops, in the one shape: what happened, why, what to do.
 *
 * @param code the stable code; it decides the exit code
 * @param what what happened, one sentence without a final stop
 * @param why what led here, one line; null if the first sentence says it all
 * @param remedy what to do next, one sentence without a final stop
 * @param ids the ids involved, by name
 */
public record Failure(ErrorCode code, String what, @Nullable String why, String remedy, Map<String, String> ids)
        implements Document {
    @Override
    public Object tree() {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("what", what);
        error.put("why", why);
        error.put("remedy", remedy);
        error.put("ids", ids);
        error.put("exitCode", code.exitCode());
        error.put("retryable", code.isRetryable());
        return Map.of("error", error);
    }

    @Override
    public void writeTo(Page page) {
        List<String> lines = what.lines().toList();
        StringBuilder line = new StringBuilder(page.safe(lines.isEmpty() ? "" : lines.get(0)));
        if (!ids.isEmpty()) {
            line.append(" (");
            ids.forEach((name, value) -> line.append(page.safe(name))
                    .append(": ")
                    .append(page.safe(value))
                    .append(", "));
            line.setLength(line.length() - 2);
            line.append(')');
        }
        page.line(page.style().bad("error " + code) + ": " + line);
        lines.stream().skip(1).forEach(more -> page.line("  " + page.safe(more.strip())));
        if (why != null) {
            page.line("  why: " + page.safe(why));
        }
        page.line("  fix: " + page.safe(remedy));
    }
}
