package io.tenancy.jdbc.migration;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database has no control plane, or one that this program cannot work with. The code says which. */
public final class ControlPlaneException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private ControlPlaneException(
            ErrorCode code, String problem, String remedy, Map<String, String> ids, @Nullable Throwable cause) {
        super(code, problem, remedy, ids, cause);
    }

    static ControlPlaneException missing(String database) {
        return new ControlPlaneException(
                ErrorCode.CONTROL_PLANE_MISSING,
                "Database has no control plane",
                "Install it with: tenancyctl init",
                Map.of("database", database),
                null);
    }

    static ControlPlaneException unfit(ControlPlaneVersion found) {
        boolean newer = found.compareTo(ControlPlaneVersion.CURRENT) > 0;
        return new ControlPlaneException(
                newer ? ErrorCode.CONTROL_PLANE_NEWER : ErrorCode.CONTROL_PLANE_OLDER,
                "Control plane is version " + found + ", this program works with " + ControlPlaneVersion.CURRENT
                        + " and the next minor one",
                newer
                        ? "Upgrade this program to the release that made it"
                        : "Upgrade the control plane with: tenancyctl init",
                Map.of("found", found.toString(), "expected", ControlPlaneVersion.CURRENT.toString()),
                null);
    }
}
