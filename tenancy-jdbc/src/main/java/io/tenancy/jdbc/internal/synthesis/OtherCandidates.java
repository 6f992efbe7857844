package io.tenancy.jdbc.internal.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** Values of the types that are neither numbers, texts nor times; of an unknown type, guesses. Stateless. */
final class OtherCandidates {
    private OtherCandidates() {}

    static Stream<String> of(TypeShape type, long fresh, Clues clues) {
        String hex = String.format(Locale.ROOT, "%012x", fresh);
        String low = fresh % 200 + 1 + "." + fresh / 200 % 250 + "." + fresh / 50_000 % 250;
        return switch (type.name()) {
            case "bool" -> Stream.of("true", "false");
            case "uuid" ->
                Stream.concat(
                        Stream.of(
                                uuid(0x7000, fresh),
                                uuid(0x4000, fresh),
                                uuid(0x7001, fresh),
                                uuid(0x7002, fresh),
                                uuid(0x7003, fresh),
                                uuid(0x7004, fresh)),
                        Stream.concat(
                                clues.texts().stream()
                                        .filter(text -> text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")),
                                Stream.of(new UUID(0, 0).toString())));
            case "json", "jsonb" -> json(fresh, clues);
            case "bytea" ->
                Stream.concat(
                        Stream.of("\\x" + hex, "\\x"),
                        clues.sizes()
                                .map(size -> "\\x" + "00".repeat(Math.max(0, size - 6))
                                        + hex.substring(0, 2 * Math.min(6, size))));
            case "inet" ->
                Stream.of(
                        "10." + low, "10." + low + "/8", "2001:db8::" + Long.toHexString(fresh % 65_536), "192.0.2.1");
            case "cidr" -> Stream.of("10." + low + "/32", "10.0.0.0/8", "2001:db8::/32");
            case "macaddr" -> Stream.of(hex.replaceAll("(..)(?!$)", "$1:"));
            case "macaddr8" -> Stream.of(("0000" + hex).replaceAll("(..)(?!$)", "$1:"));
            case "bit", "varbit" -> bits(type, fresh);
            case "point" -> Stream.of("(" + fresh + ",1)", "(0,0)", "(1,1)");
            case "line" -> Stream.of("{1,-1," + fresh + "}");
            case "lseg" -> Stream.of("[(0,0),(1," + fresh + ")]");
            case "box" ->
                Stream.of(
                        "(" + (fresh * 10 + 5) + "," + (fresh * 10 + 5) + "),(" + fresh * 10 + "," + fresh * 10 + ")",
                        "(1,1),(0,0)");
            case "path" -> Stream.of("[(0,0),(1," + fresh + ")]", "((0,0),(1,1),(1," + fresh + "))");
            case "polygon" -> Stream.of("((0,0),(0,1),(1," + fresh + "))");
            case "circle" -> Stream.of("<(" + fresh * 10 + ",0),1>", "<(0,0),1>");
            case "xml" -> Stream.of("<row n=\"" + fresh + "\"/>", "<?xml version=\"1.0\"?><row/>");
            case "tsvector" -> Stream.of("'row':1 '" + fresh + "':2", "");
            case "tsquery" -> Stream.of("'row" + fresh + "'");
            case "pg_lsn" -> Stream.of("0/" + Long.toHexString(fresh));
            case "xid", "xid8", "cid" -> Stream.of(Long.toString(fresh));
            case "tid" -> Stream.of("(0,1)");
            case "pg_snapshot", "txid_snapshot" -> Stream.of("1:1:");
            case "jsonpath" -> Stream.of("$.row" + fresh);
            case "int2vector", "oidvector" -> Stream.of("1 2");
            case "regclass" -> Stream.of("pg_catalog.pg_class");
            case "regtype" -> Stream.of("integer");
            case "regproc" -> Stream.of("pg_catalog.now");
            case "regprocedure" -> Stream.of("pg_catalog.now()");
            case "regrole" -> Stream.of("pg_monitor");
            case "regnamespace" -> Stream.of("pg_catalog");
            case "hstore" -> Stream.of("row=>" + fresh, "");
            case "ltree" -> Stream.of("row.r" + fresh);
            case "geometry", "geography" ->
                Stream.of("SRID=4326;POINT(1 1)", "POINT(1 1)", "POLYGON((0 0,0 1,1 1,0 0))");
            case "vector", "halfvec" -> Stream.of("[" + "1,".repeat(Math.max(0, type.modifier() - 1)) + "1]");
            default ->
                Stream.of(
                        Long.toString(fresh),
                        "row" + fresh,
                        "1",
                        "",
                        "(1,1)",
                        "{}",
                        "[]",
                        "1.0.0",
                        "a=>1",
                        "POINT(1 1)");
        };
    }

    private static String uuid(long version, long fresh) {
        return new UUID(
                        0x0190_0000_0000_0000L + (fresh << 16 & 0xffff_ffff_0000L) + version,
                        0xa000_0000_0000_0000L | fresh)
                .toString();
    }

    private static Stream<String> bits(TypeShape type, long fresh) {
        String binary = Long.toBinaryString(fresh);
        int length = Math.max(1, type.modifier());
        String exact = binary.length() >= length
                ? binary.substring(binary.length() - length)
                : "0".repeat(length - binary.length()) + binary;
        return Stream.of(exact, "0".repeat(length), "1".repeat(length));
    }

    private static Stream<String> json(long fresh, Clues clues) {
        List<String> values =
                new ArrayList<>(List.of("{\"row\": " + fresh + "}", "{}", "[]", "[1]", "\"row\"", "1", "true"));
        List<String> words =
                clues.texts().stream().limit(12).map(OtherCandidates::jsonText).toList();
        List<String> inside = new ArrayList<>(words);
        inside.addAll(List.of("1", "{}", "[]", "true"));
        clues.numbers().stream().limit(6).forEach(number -> inside.add(number.toPlainString()));
        for (String value : inside) {
            StringBuilder all = new StringBuilder("{");
            for (String word : words) {
                values.add("{" + word + ": " + value + "}");
                all.append(all.length() == 1 ? "" : ", ")
                        .append(word)
                        .append(": ")
                        .append(value);
            }
            values.add(all.append('}').toString());
            values.add("[" + value + "]");
        }
        return values.stream();
    }

    private static String jsonText(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
