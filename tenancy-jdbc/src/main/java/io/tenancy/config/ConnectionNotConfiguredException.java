package io.tenancy.config;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A connection is needed that neither file nor environment describes completely. */
public final class ConnectionNotConfiguredException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private final ConnectionRole role;

    private ConnectionNotConfiguredException(
            ConnectionRole role, String problem, String remedy, Map<String, String> ids) {
        super(ErrorCode.CONNECTION_NOT_CONFIGURED, problem, remedy, ids, null);
        this.role = role;
    }

    /**
     * For a connection that nothing describes.
     *
     * @param role the connection
     * @return the exception to throw
     */
    public static ConnectionNotConfiguredException absent(ConnectionRole role) {
        return new ConnectionNotConfiguredException(
                role,
                "The " + role.key() + " connection is not configured",
                "Set connections." + role.key() + " in tenancy.yaml, or " + role.urlVariable() + ", "
                        + role.userVariable() + " and " + role.passwordVariable() + " in the environment",
                Map.of("connection", role.key()));
    }

    static ConnectionNotConfiguredException variableMissing(ConnectionRole role, String path, String variable) {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("connection", role.key());
        ids.put("key", path);
        ids.put("variable", variable);
        return new ConnectionNotConfiguredException(
                role,
                "The environment variable " + variable + ", which " + path + " refers to, is not set or empty",
                "Set " + variable + " for this process",
                ids);
    }

    /**
     * The connection that was asked for.
     *
     * @return the role
     */
    public ConnectionRole role() {
        return role;
    }
}
