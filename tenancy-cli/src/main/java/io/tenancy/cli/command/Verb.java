package io.tenancy.cli.command;

import io.tenancy.cli.output.Format;
import java.util.concurrent.Callable;

/** A command that runs. It gets the session in its constructor and returns its exit code. */
abstract class Verb implements Callable<Integer> {
    static final int OK = 0;
    static final int FINDINGS = 1;

    private final Session session;

    Verb(Session session) {
        this.session = session;
    }

    final Session session() {
        return session;
    }

    /** Whether it can print in this format. */
    boolean prints(Format format) {
        return format.isCommon();
    }

    @Override
    public abstract Integer call() throws Exception;
}
