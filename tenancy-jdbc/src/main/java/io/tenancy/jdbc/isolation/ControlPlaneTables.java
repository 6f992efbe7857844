package io.tenancy.jdbc.isolation;

import java.util.Set;

/**
 * The classes of the control plane's own tables. TENANT are those with a floor; CATALOG are these, which the application may read;
 * every other one is PLATFORM, where it has no grant at all.
 */
final class ControlPlaneTables {
    static final Set<String> CATALOG = Set.of(
            "control_plane",
            "lifecycle_move",
            "permission",
            "plan_version",
            "setting",
            "system_role",
            "system_role_permission");

    private ControlPlaneTables() {}
}
