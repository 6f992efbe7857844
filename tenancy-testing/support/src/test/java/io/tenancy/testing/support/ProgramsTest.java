package io.tenancy.testing.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @Test
    void aProgramIsFoundOnThePath(@TempDir Path directory) throws Exception {
        Path program = Files.createFile(directory.resolve("frobnicate"));
        assertThat(Programs.locate("frobnicate", Map.of("PATH", directory.toString())))
                .as("not executable yet")
                .isEmpty();
        FileTree.permit(program, "rwxr-xr-x");
        assertThat(Programs.locate("frobnicate", Map.of("PATH", "/nowhere:" + directory)))
                .contains(program);
    }

    @Test
    void aMissingProgramIsAnErrorOnlyWhereEverythingIsRequired() {
        assertThat(Programs.locate("frobnicate", Map.of())).isEmpty();
        assertThat(Programs.locate("frobnicate", Map.of(Programs.REQUIRE_ALL, "0")))
                .isEmpty();
        assertThatThrownBy(() -> Programs.locate("frobnicate", Map.of(Programs.REQUIRE_ALL, "1")))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("'frobnicate' is not installed")
                .hasMessageContaining("apt-get install frobnicate");
    }
}
