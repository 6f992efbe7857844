package io.tenancy.testing.support;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The account PostgreSQL runs under: what stands before its commands, and whom its files must belong to.
 *
 * @param prefix the words before the command, empty for an ordinary user
 * @param uid the owner that data must have, or -1 for the user of this process
 */
record Account(List<String> prefix, int uid) {
    /** The user that owns nothing: "nobody" on every Linux. */
    private static final int NOBODY = 65_534;

    private static final int SELF = -1;

    boolean isAnotherUser() {
        return uid != SELF;
    }

    /** The account for a new data directory. */
    static Account forNew(RunAs runAs) throws IOException {
        if (FileTree.ownUid() != FileTree.ROOT) {
            return ordinary();
        }
        if (runAs != RunAs.OTHER_USER) {
            Optional<Account> namespace = userNamespace();
            if (namespace.isPresent()) {
                return namespace.get();
            }
            if (runAs == RunAs.USER_NAMESPACE) {
                throw stuck("'unshare -U true' fails here");
            }
        }
        return otherUser();
    }

    /** The account for data that exists: its owner decides. */
    static Account forExisting(Path data) throws IOException {
        int owner = FileTree.uid(data);
        int self = FileTree.ownUid();
        if (self == FileTree.ROOT) {
            return owner == FileTree.ROOT
                    ? userNamespace()
                            .orElseThrow(() -> stuck("'unshare -U true' fails here, and " + data + " is root's"))
                    : switchTo(owner).orElseThrow(() -> stuck("neither setpriv nor runuser is installed"));
        }
        if (owner != self) {
            throw new EmbeddedServerException(
                    "The data in " + data + " belongs to user " + owner + ", and this is user " + self,
                    "Run the command as the user who started the server, or choose another directory");
        }
        return ordinary();
    }

    /** A container's user without an entry among the users, which PostgreSQL insists on, is "nobody" in a namespace of its own. */
    private static Account ordinary() throws IOException {
        boolean nameless = "?".equals(System.getProperty("user.name"));
        Account plain = new Account(List.of(), SELF);
        return nameless ? userNamespace().orElse(plain) : plain;
    }

    /** The unprivileged account for a process that is root; its own account for any other. */
    static Account unprivileged() throws IOException {
        return FileTree.ownUid() == FileTree.ROOT ? otherUser() : new Account(List.of(), SELF);
    }

    private static Account otherUser() {
        return switchTo(NOBODY).orElseThrow(() -> stuck("user namespaces, setpriv and runuser are all unavailable"));
    }

    private static Optional<Account> userNamespace() throws IOException {
        Optional<Path> unshare = Programs.find("unshare");
        if (unshare.isEmpty()
                || !Command.run(List.of(unshare.get().toString(), "-U", "true")).ok()) {
            return Optional.empty();
        }
        return Optional.of(new Account(List.of(unshare.get().toString(), "-U"), SELF));
    }

    private static Optional<Account> switchTo(int uid) {
        Optional<Path> setpriv = Programs.find("setpriv");
        if (setpriv.isPresent()) {
            List<String> words =
                    List.of(setpriv.get().toString(), "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--");
            return Optional.of(new Account(words, uid));
        }
        return uid == NOBODY
                ? Programs.find("runuser")
                        .map(runuser -> new Account(List.of(runuser.toString(), "-u", "nobody", "--"), uid))
                : Optional.empty();
    }

    private static EmbeddedServerException stuck(String why) {
        return new EmbeddedServerException(
                "PostgreSQL refuses to run as root, and " + why,
                "Run as an ordinary user, or allow user namespaces, or install setpriv (Debian: apt-get install util-linux),"
                        + " or give the address of a PostgreSQL that runs elsewhere (TENANCY_URL)");
    }
}
