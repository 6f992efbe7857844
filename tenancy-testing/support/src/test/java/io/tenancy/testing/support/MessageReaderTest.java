package io.tenancy.testing.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
    @Test
    void findsTheSameMessagesHoweverTheBytesArrive() {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(message('Q', "begin\0"));
        wire.writeBytes(message('P', "S_1\0select 'é'\0\0\0"));
        wire.writeBytes(message('B', "x".repeat(1000)));
        wire.writeBytes(message('S', ""));
        byte[] bytes = wire.toByteArray();
        List<String> expected = List.of("Q begin", "P select 'é'", "B ", "S ");
        for (int part : new int[] {1, 2, 3, 7, 64, bytes.length}) {
            assertThat(read(bytes, part)).as("in parts of %d", part).isEqualTo(expected);
        }
    }

    private static List<String> read(byte[] bytes, int part) {
        List<String> seen = new ArrayList<>();
        List<Character> begun = new ArrayList<>();
        MessageReader reader = new MessageReader(
                new MessageReader.Listener() {
                    @Override
                    public void begins(char type) {
                        begun.add(type);
                    }

                    @Override
                    public void ends(char type, byte[] body) {
                        seen.add(type + " " + MessageReader.sql(type, body));
                    }
                },
                "QP");
        for (int at = 0; at < bytes.length; at += part) {
            reader.read(bytes, at, Math.min(bytes.length, at + part));
        }
        assertThat(begun).hasSameSizeAs(seen);
        return seen;
    }

    private static byte[] message(char type, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) type)
                .putInt(4 + content.length)
                .put(content)
                .array();
    }
}
