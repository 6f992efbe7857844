package io.tenancy.testing.support;

/** How PostgreSQL, which refuses to run as root, is started by a process that is root. Without meaning for any other user. */
public enum RunAs {
    /** In a user namespace where the kernel allows it, otherwise as another user; an existing data directory decides by its owner. */
    AUTOMATIC,
    /** In a user namespace of its own ({@code unshare -U}): files stay root's. */
    USER_NAMESPACE,
    /** As the unprivileged user 65534 ({@code setpriv} or {@code runuser}): the data directory is handed to that user. */
    OTHER_USER
}
