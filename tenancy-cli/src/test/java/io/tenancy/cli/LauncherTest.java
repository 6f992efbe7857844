package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tenancy.testing.support.Programs;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher script in a copy of the repository's layout, with a stand-in for Maven. */
@Timeout(120)
class LauncherTest {
    @TempDir
    Path directory;

    private Path root;
    private Path bin;

    @BeforeEach
    void layOut() throws IOException {
        assumeThat(Programs.locate("bash")).as("bash is installed").isPresent();
        root = Files.createDirectories(directory.resolve("the repository"));
        bin = Files.createDirectories(directory.resolve("bin"));
        Path script = Path.of(System.getProperty("tenancy.basedir"), "tenancyctl");
        executable(root.resolve("tenancyctl"), Files.readString(script));
        Files.createDirectories(root.resolve("tenancy-cli/src/main"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Path prepared = jar();
        maven("echo built >>'" + builds() + "'; sleep 0.5; cp '" + prepared
                + "' tenancy-cli/target/launcher/tenancyctl.jar");
    }

    private Path builds() {
        return directory.resolve("builds");
    }

    private long numberOfBuilds() throws IOException {
        return Files.exists(builds()) ? Files.readAllLines(builds()).size() : 0;
    }

    private void maven(String work) throws IOException {
        executable(bin.resolve("mvn"), "#!/bin/sh\n" + work + "\n");
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A jar that leads to the classes of this test run. */
    private Path jar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> new File(entry).toURI().toString())
                .collect(Collectors.joining(" "));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        Path jar = directory.resolve("prepared.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream empty = new JarOutputStream(out, manifest)) {
            empty.flush();
        }
        return jar;
    }

    private Run launch(String... arguments) {
        return launch(root.resolve("tenancyctl"), bin + File.pathSeparator + System.getenv("PATH"), arguments);
    }

    private Run launch(Path script, String path, String... arguments) {
        return launch(script, path, Path.of(System.getProperty("java.home")), arguments);
    }

    private Run launch(Path script, String path, Path javaHome, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(script.toString()));
            command.addAll(List.of(arguments));
            Path out = Files.createTempFile(directory, "out", "");
            Path err = Files.createTempFile(directory, "err", "");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("PATH", path);
            builder.environment().put("JAVA_HOME", javaHome.toString());
            int exit = builder.start().waitFor();
            return new Run(String.join(" ", command), exit, Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void firstRunBuildsItAndTheNextOnesDoNot() throws IOException {
        Run first = launch("version", "-o", "json").isOk();
        assertThat(first.err()).contains("building itself, this once");
        assertThat(first.out()).startsWith("{").endsWith("}\n");

        Run second = launch("version", "-o", "json").isOk();
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(numberOfBuilds()).isEqualTo(1);
    }

    @Test
    void worksThroughALinkAndHandsArgumentsOnAsTheyAre() throws IOException {
        Path link = Files.createSymbolicLink(bin.resolve("ctl"), Path.of("../a link"));
        Files.createSymbolicLink(directory.resolve("a link"), root.resolve("tenancyctl"));
        String path = bin + File.pathSeparator + System.getenv("PATH");

        launch(link, path, "version").isOk();
        Run run = launch(link, path, "tenant", "create", "two words", "$(exit 9)");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("takes no argument '$(exit 9)'");
    }

    @Test
    void firstRunsAtOnceBuildItOnce() throws IOException {
        List<Run> runs =
                Stream.of(1, 2, 3)
                        .map(ignored -> CompletableFuture.supplyAsync(() -> launch("version")))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(runs).allSatisfy(Run::isOk);
        assertThat(numberOfBuilds()).isEqualTo(1);
        assertThat(root.resolve("tenancy-cli/target/launcher/lock")).doesNotExist();
    }

    @Test
    void changedSourceIsBuiltAgain() throws IOException {
        launch("version").isOk();
        Path source = root.resolve("tenancy-cli/src/main/Changed.java");
        Files.writeString(source, "class Changed {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        Run run = launch("version").isOk();

        assertThat(run.err()).contains("sources changed");
        assertThat(numberOfBuilds()).isEqualTo(2);
    }

    @Test
    void failedBuildShowsTheEndOfItsLogAndCanBeRepeated() throws IOException {
        String works = Files.readString(bin.resolve("mvn"));
        maven("echo 'the reason'; exit 1");

        Run run = launch("version");

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("could not be built", "| the reason", "log: ", "fix: ");
        executable(bin.resolve("mvn"), works);
        launch("version").isOk();
    }

    @Test
    void lockOfAKilledRunIsCleared() throws IOException {
        Path lock = Files.createDirectories(root.resolve("tenancy-cli/target/launcher/lock"));
        Files.writeString(lock.resolve("pid"), "2147483646\n");

        launch("version").isOk();
    }

    @Test
    void missingMavenIsNamedUnlessItIsBuiltAlready() throws IOException {
        Path programs = Files.createDirectories(directory.resolve("programs"));
        for (String program : new String[] {
            "bash", "dirname", "basename", "readlink", "mkdir", "find", "head", "cat", "rm", "mv", "sed", "env"
        }) {
            Files.createSymbolicLink(
                    programs.resolve(program), Programs.locate(program).orElseThrow());
        }

        Run run = launch(root.resolve("tenancyctl"), programs.toString(), "version");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("no mvn on the PATH", "fix: Install Maven");

        launch("version").isOk();
        launch(root.resolve("tenancyctl"), programs.toString(), "version").isOk();
    }

    @Test
    void missingOrOldJavaIsNamed() throws IOException {
        String path = bin + File.pathSeparator + System.getenv("PATH");
        Path old = Files.createDirectories(directory.resolve("jdk-11"));
        Files.createDirectories(old.resolve("bin"));
        executable(old.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"11.0.2\"\n");

        Run tooOld = launch(root.resolve("tenancyctl"), path, old, "version");
        assertThat(tooOld.exit()).isEqualTo(2);
        assertThat(tooOld.err()).contains("Java is 11.0.2, which is too old", "fix: Point JAVA_HOME");
        Run missing = launch(root.resolve("tenancyctl"), path, directory.resolve("nowhere"), "version");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("JAVA_HOME has no bin/java");
    }
}
