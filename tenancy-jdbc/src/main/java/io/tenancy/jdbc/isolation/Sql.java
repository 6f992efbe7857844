package io.tenancy.jdbc.isolation;

/** Texts inside the SQL that mends. */
final class Sql {
    private Sql() {}

    static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }
}
