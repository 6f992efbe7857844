package io.tenancy.resolve;

import java.util.regex.Pattern;

/** IPv6 addresses in the canonical text form of RFC 5952, without asking any resolver. */
final class Ipv6 {
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern QUAD = Pattern.compile("(?:0|[1-9][0-9]{0,2})");

    private Ipv6() {}

    static String normalise(String address, String text) {
        int gap = address.indexOf("::");
        int[] groups = new int[8];
        if (gap < 0) {
            if (fill(groups, 0, address, text) != 8) {
                throw refused(text);
            }
            return render(groups);
        }
        int[] tail = new int[8];
        int head = fill(groups, 0, address.substring(0, gap), text);
        int rest = fill(tail, 0, address.substring(gap + 2), text);
        if (head + rest > 7) {
            throw refused(text);
        }
        System.arraycopy(tail, 0, groups, 8 - rest, rest);
        return render(groups);
    }

    /** Reads groups separated by single colons, the last of which may be a dotted quad; answers how many. */
    private static int fill(int[] groups, int from, String part, String text) {
        if (part.isEmpty()) {
            return from;
        }
        String[] pieces = part.split(":", -1);
        int count = from;
        for (int i = 0; i < pieces.length; i++) {
            boolean quad = i == pieces.length - 1 && pieces[i].indexOf('.') >= 0;
            if (count + (quad ? 2 : 1) > 8) {
                throw refused(text);
            }
            if (quad) {
                int ipv4 = quad(pieces[i], text);
                groups[count++] = ipv4 >>> 16;
                groups[count++] = ipv4 & 0xffff;
            } else if (GROUP.matcher(pieces[i]).matches()) {
                groups[count++] = Integer.parseInt(pieces[i], 16);
            } else {
                throw refused(text);
            }
        }
        return count;
    }

    private static int quad(String dotted, String text) {
        String[] pieces = dotted.split("\\.", -1);
        if (pieces.length != 4) {
            throw refused(text);
        }
        int value = 0;
        for (String piece : pieces) {
            if (!QUAD.matcher(piece).matches() || Integer.parseInt(piece) > 255) {
                throw refused(text);
            }
            value = value << 8 | Integer.parseInt(piece);
        }
        return value;
    }

    private static String render(int[] groups) {
        int bestStart = -1;
        int bestLength = 1; // a single zero group is not shortened
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - start > bestLength) {
                bestStart = start;
                bestLength = end - start;
            }
        }
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                out.append("::");
                i += bestLength - 1;
            } else {
                if (i > 0 && out.charAt(out.length() - 1) != ':') {
                    out.append(':');
                }
                out.append(Integer.toHexString(groups[i]));
            }
        }
        return out.append(']').toString();
    }

    private static InvalidHostException refused(String text) {
        return new InvalidHostException("what stands in brackets is no IPv6 address", text);
    }
}
