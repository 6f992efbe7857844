package io.tenancy.authorization;

/** What sort of thing acts, or is granted a role. Names are stable: the database keeps them. */
public enum PrincipalKind {
    /** A person; the id is the account's. */
    USER,
    /** A group of people and keys. It is granted roles, but never acts. */
    GROUP,
    /** A machine; the id is the key's. */
    API_KEY,
    /** Somebody of the platform. Holds nothing inside a tenant. */
    OPERATOR,
    /** The application itself, for example in a job. Holds nothing inside a tenant. */
    SYSTEM
}
