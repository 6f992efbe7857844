package io.tenancy.testing.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Cuts one direction of a connection into messages (PostgreSQL documentation, "Message Formats": one letter, a length of four bytes
 * that counts itself, the body), however the bytes arrive. Not thread-safe.
 */
final class MessageReader {
    private static final int LENGTH_BYTES = 4;

    /** Who is told. */
    interface Listener {
        /** The first byte of a message arrived. */
        void begins(char type);

        /** The last byte arrived. {@code body} holds the content of the types asked for, and is empty for others. */
        void ends(char type, byte[] body);
    }

    private final Listener listener;
    private final String kept;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private char type;
    private int lengthBytes;
    private int length;
    private boolean inside;

    /** Keeps the bodies of those types only. */
    MessageReader(Listener listener, String kept) {
        this.listener = listener;
        this.kept = kept;
    }

    /** Whether a message has begun and not ended. */
    boolean isInside() {
        return inside;
    }

    void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (!inside) {
                type = (char) (bytes[at++] & 0xff);
                inside = true;
                lengthBytes = 0;
                length = 0;
                body.reset();
                listener.begins(type);
            } else if (lengthBytes < LENGTH_BYTES) {
                length = length << 8 | (bytes[at++] & 0xff);
                if (++lengthBytes == LENGTH_BYTES) {
                    length -= LENGTH_BYTES;
                    endIfComplete();
                }
            } else {
                int part = Math.min(length, to - at);
                if (kept.indexOf(type) >= 0) {
                    body.write(bytes, at, part);
                }
                at += part;
                length -= part;
                endIfComplete();
            }
        }
    }

    private void endIfComplete() {
        if (length <= 0) {
            inside = false;
            listener.ends(type, body.toByteArray());
        }
    }

    /** The SQL text of a Query, or of a Parse, where it follows the statement's name. */
    static String sql(char type, byte[] body) {
        if (type != 'Q' && type != 'P') {
            return "";
        }
        int from = type == 'P' ? end(body, 0) + 1 : 0;
        return from >= body.length ? "" : new String(body, from, end(body, from) - from, StandardCharsets.UTF_8);
    }

    private static int end(byte[] body, int from) {
        int at = from;
        while (at < body.length && body[at] != 0) {
            at++;
        }
        return at;
    }
}
