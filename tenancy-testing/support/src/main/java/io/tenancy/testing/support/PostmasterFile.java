package io.tenancy.testing.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server writes about itself to {@code postmaster.pid} (PostgreSQL, src/include/utils/pidfile.h): line 1 the process
 * id, line 4 the port, line 8 the state.
 *
 * @param pid the process id
 * @param port the port, 0 while it is not told yet
 * @param ready whether the server takes connections
 */
record PostmasterFile(long pid, int port, boolean ready) {
    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    static Path of(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** The server that runs on this data, if one does. A file left behind by a crash, or whose number another program has, is none. */
    static Optional<PostmasterFile> running(Path data) throws IOException {
        return read(data).filter(PostmasterFile::isAlive);
    }

    static Optional<PostmasterFile> read(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(of(data));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.isEmpty() || !lines.get(0).strip().matches("-?\\d{1,18}")) {
            return Optional.empty();
        }
        int port = lines.size() > PORT_LINE && lines.get(PORT_LINE).strip().matches("\\d{1,5}")
                ? Integer.parseInt(lines.get(PORT_LINE).strip())
                : 0;
        boolean ready =
                lines.size() > STATE_LINE && lines.get(STATE_LINE).strip().equals("ready");
        return Optional.of(
                new PostmasterFile(Math.abs(Long.parseLong(lines.get(0).strip())), port, ready));
    }

    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info()
                        .command()
                        .map(command -> {
                            Path name = Path.of(command).getFileName();
                            return name != null && name.toString().startsWith("postgres");
                        })
                        // A process that does not tell, such as one that has died and was not reaped.
                        .orElseGet(() -> Loopback.answers(port)))
                .orElse(false);
    }
}
