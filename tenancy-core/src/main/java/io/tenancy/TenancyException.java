package io.tenancy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything Tenancy throws. A message says what happened and what to do next; it carries ids, never the content of a
 * row and never a secret.
 *
 * <p>Subclasses live in the package whose fact they report, one for each fact a caller may want to catch. Immutable apart from what
 * {@link Throwable} allows.
 */
public class TenancyException extends RuntimeException {
    private static final int LONGEST_PROBLEM = 8000;
    private static final int LONGEST_ID = 300;
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String problem;
    private final String remedy;
    private final transient Map<String, String> ids;

    /**
     * Makes an exception for one fact.
     *
     * @param code the stable code
     * @param problem what happened, one sentence without a final stop
     * @param remedy what to do next, one sentence without a final stop
     * @param ids the ids involved, by name, in the order they are told
     * @param cause what led here, or null
     */
    public TenancyException(
            ErrorCode code, String problem, String remedy, Map<String, String> ids, @Nullable Throwable cause) {
        super(text(code, shortened(problem, LONGEST_PROBLEM), remedy, shortened(ids)), cause);
        this.code = code;
        this.problem = shortened(problem, LONGEST_PROBLEM);
        this.remedy = remedy;
        this.ids = Collections.unmodifiableMap(shortened(ids));
    }

    /**
     * Makes an exception for one fact, without ids or cause.
     *
     * @param code the stable code
     * @param problem what happened, one sentence without a final stop
     * @param remedy what to do next, one sentence without a final stop
     */
    public TenancyException(ErrorCode code, String problem, String remedy) {
        this(code, problem, remedy, Map.of(), null);
    }

    /** What somebody typed may be in it, and goes to logs. */
    private static String shortened(String said, int most) {
        return said.length() <= most ? said : said.substring(0, most) + "... (" + said.length() + " characters)";
    }

    private static Map<String, String> shortened(Map<String, String> ids) {
        Map<String, String> told = new LinkedHashMap<>(ids);
        told.replaceAll((name, id) -> shortened(id, LONGEST_ID));
        return told;
    }

    private static String text(ErrorCode code, String problem, String remedy, Map<String, String> ids) {
        Objects.requireNonNull(code, "code");
        StringBuilder text = new StringBuilder(code.name()).append(": ").append(problem);
        if (!ids.isEmpty()) {
            text.append(' ').append(ids);
        }
        return text.append(". ").append(remedy).append('.').toString();
    }

    /**
     * The stable code of the fact.
     *
     * @return the code
     */
    public ErrorCode code() {
        return code;
    }

    /**
     * What happened, without code and remedy.
     *
     * @return one sentence without a final stop
     */
    public String problem() {
        return problem;
    }

    /**
     * What to do next.
     *
     * @return one sentence without a final stop
     */
    public String remedy() {
        return remedy;
    }

    /**
     * The ids involved, by name.
     *
     * @return an unmodifiable map in telling order, possibly empty
     */
    public Map<String, String> ids() {
        return ids == null ? Map.of() : ids;
    }
}
