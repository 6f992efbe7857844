package io.tenancy;

/**
 * Every fact that Tenancy can refuse for, once. The table drives the documentation, the HTTP problem documents and the exit codes
 * of the command line, so a code never means two things.
 *
 * <p>Names are stable: they may be added, never renamed. Immutable and thread-safe.
 */
public enum ErrorCode {
    /** Data was touched with no tenant bound. A defect of the application: bind a tenant first. */
    TENANT_CONTEXT_MISSING(500, 1, false, "No tenant is bound"),
    /** The database refused a row of another tenant. */
    TENANT_VIOLATION(403, 1, false, "Row belongs to another tenant"),
    /** Another tenant, principal or branch set was bound in the middle of a transaction. */
    TENANT_SWITCH_IN_TRANSACTION(500, 1, false, "Tenant changed inside a transaction"),
    /** A statement tries to write the settings that carry the tenant, or to outlive the transaction that carries them. */
    TENANT_SETTING_PROTECTED(500, 1, false, "Statement touches the tenant context"),
    /** A scope was closed out of order, twice on another scope's place, or on another thread. */
    TENANT_SCOPE_MISUSED(500, 70, false, "Tenant scope closed wrongly"),
    /** A scope was still open where none may be. */
    TENANT_SCOPE_LEAKED(500, 70, false, "Tenant scope left open"),
    /** No tenant has this key, domain or id. */
    TENANT_NOT_FOUND(404, 4, false, "Unknown tenant"),
    /** The request names no tenant at all. */
    TENANT_NOT_RESOLVED(404, 4, false, "Request names no tenant"),
    /** Two sources of one request name different tenants. */
    TENANT_AMBIGUOUS(403, 5, false, "Request names two tenants"),
    /** The tenant exists but its status lets nobody in. */
    TENANT_NOT_ACTIVE(403, 1, false, "Tenant is not active"),
    /** The key is not a valid tenant key. */
    TENANT_KEY_INVALID(400, 2, false, "Malformed tenant key"),
    /** The key is a reserved word. */
    TENANT_KEY_RESERVED(409, 5, false, "Reserved tenant key"),
    /** The key belongs, or recently belonged, to another tenant. */
    TENANT_KEY_TAKEN(409, 5, false, "Tenant key is taken"),
    /** The domain belongs to another tenant. */
    TENANT_DOMAIN_TAKEN(409, 5, false, "Domain is taken"),
    /** The lifecycle does not allow this move. */
    TENANT_TRANSITION_REFUSED(409, 5, false, "Lifecycle move refused"),
    /** The rows of a cancelled tenant are kept for a while. */
    TENANT_RETAINED(409, 1, false, "Tenant's rows are kept"),
    /** A step of setting up a tenant failed; it can be resumed or undone. */
    PROVISIONING_FAILED(500, 6, true, "Provisioning failed"),
    /** The tenant was not set up by a provisioner. */
    PROVISIONING_NOT_FOUND(404, 4, false, "Unknown provisioning"),
    /** A step of setting up a tenant is open that only the application can do. */
    PROVISIONING_STEP_UNKNOWN(409, 5, false, "Provisioning step unknown"),
    /** No job has this name. */
    JOB_NOT_FOUND(404, 4, false, "Unknown job"),
    /** An idempotency key was used before for something else. */
    IDEMPOTENCY_KEY_REUSED(409, 5, false, "Idempotency key reused"),
    /** The tenant's plan does not have the feature. */
    FEATURE_NOT_IN_PLAN(403, 1, false, "Feature not in plan"),
    /** The tenant has used as much of something as its plan allows. */
    QUOTA_EXCEEDED(403, 1, false, "Quota exceeded"),
    /** An idempotency key came again with another amount. */
    QUOTA_KEY_REUSED(409, 5, false, "Idempotency key used for something else"),
    /** The clocks of this node and of the server differ too much to count by periods. */
    CLOCK_SKEWED(503, 6, true, "Clocks differ"),
    /** No plan or add-on with this key, or not this version of it, has been published. */
    PLAN_NOT_FOUND(404, 4, false, "Unknown plan"),
    /** An add-on was to be held as plan, or a plan as add-on. */
    PLAN_KIND_MISMATCH(409, 5, false, "Plan and add-on confused"),
    /** The API key is malformed, unknown, of another tenant or wrong: which of them is not said. */
    API_KEY_INVALID(401, 1, false, "API key not accepted"),
    /** The API key was revoked. */
    API_KEY_REVOKED(401, 1, false, "API key revoked"),
    /** The API key has expired. */
    API_KEY_EXPIRED(401, 1, false, "API key expired"),
    /** Whoever made the API key is no member any more. */
    API_KEY_ORPHANED(401, 1, false, "API key's creator is gone"),
    /** The API key may not be used from this address. */
    API_KEY_ADDRESS_REFUSED(403, 1, false, "API key refused from this address"),
    /** The key is kept out for a while, because of a security incident. */
    API_KEY_BLOCKED(403, 1, true, "API key blocked"),
    /** The API key does not have a permission: not in its scopes, or its creator does not hold it any more. */
    API_KEY_SCOPE_MISSING(403, 1, false, "API key lacks a permission"),
    /** An API key was to get more than its creator holds. */
    API_KEY_SCOPE_EXCEEDED(403, 1, false, "API key would exceed its creator"),
    /** The tenant has no API key with this id. */
    API_KEY_NOT_FOUND(404, 4, false, "Unknown API key"),
    /** A key was hashed with a pepper that this node does not have. */
    API_KEY_PEPPER_MISSING(500, 2, false, "Pepper missing"),
    /** Something was done too often. */
    RATE_LIMITED(429, 1, true, "Too many requests"),
    /** The shared buckets do not answer, and the limit refuses then. */
    RATE_LIMIT_UNAVAILABLE(503, 3, true, "Rate limits unavailable"),
    /** The text is no e-mail address. */
    EMAIL_INVALID(400, 2, false, "Malformed e-mail address"),
    /** Another account has the e-mail address. */
    EMAIL_TAKEN(409, 5, false, "E-mail address is taken"),
    /** The password is too short, too long, or one that everybody guesses. */
    PASSWORD_REFUSED(400, 2, false, "Password not good enough"),
    /** Wrong name or password, a wrong code of the second factor, or too many attempts. */
    SIGN_IN_REFUSED(401, 1, false, "Sign-in refused"),
    /** There is no such account. */
    ACCOUNT_NOT_FOUND(404, 4, false, "Unknown account"),
    /** A mailed link was used, has expired, or was never given out. */
    LINK_INVALID(404, 4, false, "Link leads nowhere"),
    /** The second factor is not in the state that this needs. */
    SECOND_FACTOR_STATE(409, 5, false, "Second factor not ready for this"),
    /** The tenant has no such member. */
    MEMBER_NOT_FOUND(404, 4, false, "Unknown member"),
    /** The person is a member of the tenant already. */
    MEMBER_EXISTS(409, 5, false, "Already a member"),
    /** An invitation was used, revoked, has expired, or was never given out. */
    INVITATION_INVALID(404, 4, false, "Invitation leads nowhere"),
    /** An invitation is for another address than the account's. */
    INVITATION_FOR_ANOTHER(403, 1, false, "Invitation is for somebody else"),
    /** There is no such operator. */
    OPERATOR_NOT_FOUND(404, 4, false, "Unknown operator"),
    /** An operator has the name. */
    OPERATOR_EXISTS(409, 5, false, "Operator exists"),
    /** An operator may not act as this member, or not any more. */
    IMPERSONATION_REFUSED(403, 1, false, "Impersonation refused"),
    /** Secrets cannot be stored: there are no keys to seal them with. */
    KEYSET_MISSING(500, 2, false, "No keys to seal secrets with"),
    /** No setting of this name is declared, or it was not published. */
    SETTING_NOT_FOUND(404, 4, false, "Unknown setting"),
    /** A setting cannot have this value. */
    SETTING_INVALID(400, 2, false, "Setting does not fit"),
    /** The principal does not hold the permission. */
    PERMISSION_DENIED(403, 1, false, "Permission denied"),
    /** Somebody was to hand on, or take away, what it does not hold itself. */
    ESCALATION_REFUSED(403, 1, false, "Not the principal's to give"),
    /** The tenant would be left without an owner. */
    LAST_OWNER(409, 5, false, "Last owner"),
    /** No role, grant, group, branch or permission of this name. */
    ACCESS_NOT_FOUND(404, 4, false, "No such role, grant, group or branch"),
    /** A role, group or branch of this name is there already, is still in use, or would be above itself. */
    ACCESS_CONFLICT(409, 5, false, "Roles or branches conflict"),
    /** The gateway said no, and changed nothing. */
    GATEWAY_REFUSED(409, 6, false, "Gateway refused"),
    /** The gateway cannot do this, by its declared capabilities. */
    GATEWAY_UNSUPPORTED(409, 1, false, "Gateway cannot do this"),
    /** The gateway was not reached; nothing was done. */
    GATEWAY_UNAVAILABLE(503, 3, true, "Gateway unavailable"),
    /** The gateway was asked, and what came of it is not known yet. */
    GATEWAY_OUTCOME_UNKNOWN(502, 6, false, "Outcome at the gateway unknown"),
    /** No gateway has this name. */
    GATEWAY_NOT_FOUND(404, 4, false, "Unknown gateway"),
    /** A gateway is set up with keys that it cannot use: missing, malformed, or of the other mode. */
    GATEWAY_MISCONFIGURED(500, 2, false, "Gateway misconfigured"),
    /** The tenant has no subscription, or no such one. */
    SUBSCRIPTION_NOT_FOUND(404, 4, false, "Unknown subscription"),
    /** The subscription is not in a state that allows this. */
    SUBSCRIPTION_CONFLICT(409, 5, false, "Subscription does not allow this"),
    /** No webhook event with this id came in. */
    EVENT_NOT_FOUND(404, 4, false, "Unknown event"),
    /** Webhooks are not sent there: no https, or not an address of the public internet. */
    WEBHOOK_TARGET_REFUSED(422, 1, false, "Webhook address refused"),
    /** The tenant has no webhook endpoint or message of this id. */
    WEBHOOK_NOT_FOUND(404, 4, false, "Unknown webhook"),
    /** The figures of the business cannot be computed from what is recorded, and are not guessed. */
    METRICS_REFUSED(409, 1, false, "Figures not computed"),
    /** No security incident has this id. */
    INCIDENT_NOT_FOUND(404, 4, false, "Unknown incident"),
    /** The host name cannot be read. */
    HOST_INVALID(400, 2, false, "Malformed host name"),
    /** The registry cannot be asked, and what is remembered is too old. */
    REGISTRY_UNAVAILABLE(503, 3, true, "Tenant registry unavailable"),
    /** The server cannot be reached, or refuses the login. */
    CONNECTION_FAILED(503, 3, true, "Cannot connect"),
    /** A connection that this needs is not configured. */
    CONNECTION_NOT_CONFIGURED(500, 2, false, "Connection not configured"),
    /** The database has no control plane. */
    CONTROL_PLANE_MISSING(503, 6, false, "Control plane missing"),
    /** The control plane is newer than this program understands. */
    CONTROL_PLANE_NEWER(503, 6, false, "Control plane too new"),
    /** The control plane is older than this program needs. */
    CONTROL_PLANE_OLDER(503, 6, false, "Control plane too old"),
    /** The application's role could see past the policies: superuser, BYPASSRLS, owner, or member of one. */
    ROLE_UNSAFE(500, 1, false, "Unsafe database role"),
    /** The login lacks a privilege. */
    PRIVILEGE_MISSING(500, 6, false, "Privilege missing"),
    /** The driver is set up in a way that cannot carry the context. */
    DRIVER_UNSUPPORTED(500, 2, false, "Driver setting not supported"),
    /** The server's version is not supported. */
    SERVER_UNSUPPORTED(500, 6, false, "Server not supported"),
    /** The configuration file cannot be read or holds something unknown. */
    CONFIG_INVALID(400, 2, false, "Configuration invalid"),
    /** A migration failed; the failed one was rolled back. */
    MIGRATION_FAILED(500, 6, false, "Migration failed"),
    /** A migration makes an object that row level security does not cover. */
    MIGRATION_UNSAFE(409, 1, false, "Migration would leak"),
    /** A table cannot be isolated as asked. */
    ISOLATION_FAILED(409, 6, false, "Table cannot be isolated"),
    /** An existing database cannot be taken to multi-tenancy as asked, or not back. */
    ADOPTION_REFUSED(409, 1, false, "Adoption refused"),
    /** The command line is wrong. */
    USAGE(400, 2, false, "Wrong usage"),
    /** A dangerous command was not confirmed. */
    NOT_CONFIRMED(409, 1, false, "Not confirmed"),
    /** Another program holds what this one needs. */
    BUSY(409, 5, true, "Busy"),
    /** The embedded server could not be started or stopped. */
    EMBEDDED_FAILED(500, 6, false, "Embedded PostgreSQL failed"),
    /** A statement of the user failed on the server. */
    STATEMENT_FAILED(500, 6, false, "Statement failed"),
    /** The isolation proof found a path across tenants. */
    ISOLATION_LEAK(500, 1, false, "Tenants are not isolated"),
    /** The user interrupted the command. */
    INTERRUPTED(499, 130, false, "Interrupted"),
    /** A defect of Tenancy itself. */
    INTERNAL(500, 70, false, "Internal error");

    private final int httpStatus;
    private final int exitCode;
    private final boolean retryable;
    private final String title;

    ErrorCode(int httpStatus, int exitCode, boolean retryable, String title) {
        this.httpStatus = httpStatus;
        this.exitCode = exitCode;
        this.retryable = retryable;
        this.title = title;
    }

    /**
     * The HTTP status of a response that reports this fact.
     *
     * @return a status between 400 and 599
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * The exit code of a command that stops for this fact: 1 findings or refused by rule, 2 usage, 3 cannot connect, 4 not found,
     * 5 conflict, 6 server refused or failed midway, 70 internal, 130 interrupted.
     *
     * @return the process exit code
     */
    public int exitCode() {
        return exitCode;
    }

    /**
     * Whether the same call may succeed later without anybody changing anything.
     *
     * @return true if a retry is sensible
     */
    public boolean isRetryable() {
        return retryable;
    }

    /**
     * A short human title in English, the same for every occurrence.
     *
     * @return the title
     */
    public String title() {
        return title;
    }
}
