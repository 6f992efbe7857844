package io.tenancy.cli;

import io.tenancy.cli.output.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * What the launcher runs once to record classes for an archive that makes every later start faster. It loads our own classes and those
 * of the libraries that most commands use, and runs a few commands that need neither a database nor a file.
 */
final class Warmup {
    private static final Pattern USUAL =
            Pattern.compile("(tenancy|postgresql|flyway|jackson-core|snakeyaml-engine).*\\.jar");

    /** Parts of these libraries that no command of ours reaches. */
    private static final Pattern UNUSUAL = Pattern.compile(
            "META-INF/.*|.*module-info|.*package-info|org/postgresql/(osgi|sspi|gss|replication|xa|copy|shaded)/.*"
                    + "|org/flywaydb/.*/(teams|database/cockroachdb).*");

    private Warmup() {}

    /**
     * Loads the usual classes and runs the usual commands.
     *
     * @param arguments none
     * @throws IOException if the jars cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Path program = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        for (Path jar : usualJars(program)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream().map(JarEntry::getName).filter(Warmup::isUsual).forEach(Warmup::load);
            }
        }
        for (String[] command : new String[][] {{"--help"}, {"version", "-o", "json"}, {"version"}, {"misspelt"}}) {
            int unused = new Tenancyctl(
                            Map.of(),
                            Path.of(""),
                            InputStream.nullInputStream(),
                            OutputStream.nullOutputStream(),
                            OutputStream.nullOutputStream(),
                            Terminal.NONE)
                    .run(command);
        }
    }

    private static List<Path> usualJars(Path program) throws IOException {
        List<Path> jars = new ArrayList<>(List.of(program));
        try (JarFile file = new JarFile(program.toFile())) {
            Manifest manifest = file.getManifest();
            String classPath =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String entry : classPath == null ? new String[0] : classPath.split(" ")) {
                Path jar = program.resolveSibling(entry);
                if (Files.isRegularFile(jar)
                        && USUAL.matcher(jar.getFileName().toString()).matches()) {
                    jars.add(jar);
                }
            }
        }
        return jars;
    }

    private static boolean isUsual(String entry) {
        return entry.endsWith(".class") && !UNUSUAL.matcher(entry).matches();
    }

    private static void load(String entry) {
        String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
        try {
            Class<?> unused = Class.forName(name, false, Warmup.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError optional) {
            // The class needs a library that is not there; a command that needed it would not work either.
            return;
        }
    }
}
