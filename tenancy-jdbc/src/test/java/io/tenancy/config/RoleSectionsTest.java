package io.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.authorization.DeclaredPermission;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.PermissionCatalogue;
import io.tenancy.authorization.RoleCatalog;
import io.tenancy.authorization.RoleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleSectionsTest {
    private static final String PERMISSIONS = "permissions: {patients: [create, read], billing: {read: See invoices,"
            + " delete: {description: Void, dangerous: true}}}\n";

    @TempDir
    private Path folder;

    private RoleCatalog read(String yaml) throws IOException {
        Path file = folder.resolve("tenancy.yaml");
        Files.writeString(file, yaml);
        return TenancyConfig.load(file, Map.of()).access();
    }

    @Test
    void permissionsAndRolesAreReadAsTheyAreWritten() throws IOException {
        RoleCatalog catalog = read(
                PERMISSIONS
                        + "roles:\n"
                        + "  owner: {name: Principal}\n"
                        + "  staff: {permissions: [\"*:read\"]}\n"
                        + "  admin: {name: Admin, description: All, permissions: [patients:*, roles:manage], inherits: [staff], dynamic: true}\n");

        assertThat(catalog.permissions().permissions().values())
                .extracting(DeclaredPermission::permission)
                .map(Permission::toString)
                .containsExactly(
                        PermissionCatalogue.MANAGE_ROLES.toString(),
                        "patients:create",
                        "patients:read",
                        "billing:read",
                        "billing:delete");
        assertThat(catalog.permissions().find(Permission.of("billing:delete")))
                .isEqualTo(new DeclaredPermission(Permission.of("billing:delete"), "Void", true));
        assertThat(catalog.roles())
                .containsExactly(
                        RoleDefinition.of("owner", "Principal"),
                        RoleDefinition.of("staff", "staff", "*:read"),
                        new RoleDefinition(
                                "admin",
                                "Admin",
                                "All",
                                RoleDefinition.of("x", "x", "patients:*", "roles:manage")
                                        .says(),
                                Set.of("staff"),
                                true));
    }

    @Test
    void withoutSectionsNothingIsDeclared() throws IOException {
        assertThat(read("application: {name: x}\n").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "r: {permissions: [patient:read]}     | 3:21: | did you mean 'patients:read'?",
                "r: {permissions: ['*:*']}            | 3:21: | Only the owner holds *:*",
                "r: {permissions: [patients]}         | 3:21: | resource:action",
                "r: {permissions: patients:read}      | 3:20: | must be a list",
                "r: {inherits: [steff], name: R}      | 3:18: | names a role that is not declared under roles",
                "r: {inherits: [owner]}               | 3:18: | names a role that is not declared",
                "r: {inherit: []}                     | 3:7:  | did you mean 'inherits'?",
                "r: {dynamic: maybe}                  | 3:16: | must be true or false",
                "R: {}                                | 3:3:  | must be 1 to 63 of a-z",
                "owner: {permissions: [patients:read]} | 3:10: | holds everything",
                "r: {inherits: [r]}                   | 3:6:  | inherits from itself",
                "r: []                                | 3:6:  | must be a mapping"
            })
    void everyMistakeIsSaidWithItsPlace(String role, String place, String message) {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> read(PERMISSIONS + "roles:\n  " + role + "\n").isEmpty())
                .withMessageContaining("tenancy.yaml:" + place)
                .withMessageContaining(message);
    }

    @Test
    void circleOfRolesIsSaidAtEach() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> read(PERMISSIONS + "roles:\n  a: {inherits: [b]}\n  b: {inherits: [a]}\n")
                        .isEmpty())
                .withMessageContaining("roles.a inherits from itself")
                .withMessageContaining("roles.b inherits from itself");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patients: read         | must be a list of actions, or a mapping",
                "patients: [Read]       | must be 1 to 63 of a-z",
                "patients: [read, read] | permission patients:read stands already",
                "Patients: [read]       | must be 1 to 63 of a-z",
                "patients: {read: {dangerous: 3}} | must be true or false"
            })
    void everyMistakeInAPermissionIsSaid(String permission, String message) {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> read("permissions:\n  " + permission + "\n").isEmpty())
                .withMessageContaining("tenancy.yaml:2:")
                .withMessageContaining(message);
    }
}
