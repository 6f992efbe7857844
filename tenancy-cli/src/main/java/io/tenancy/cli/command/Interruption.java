package io.tenancy.cli.command;

import io.tenancy.ErrorCode;
import io.tenancy.cli.output.Console;
import io.tenancy.cli.output.Failure;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens on Ctrl-C: the statements under way are cancelled on the server, so that no lock outlives the program, the command
 * gets a moment to come to its end, and the user reads one error. The exit code, 130, is the virtual machine's own for SIGINT.
 */
public final class Interruption {
    private static final long PATIENCE_SECONDS = 5;

    private final Console console;
    private final Set<Runnable> cancellations = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean interrupted;
    private volatile boolean succeeded;

    Interruption(Console console) {
        this.console = console;
    }

    /** Arms this for a process of its own. Without it, as in tests, an interruption is somebody else's business. */
    public void watchProcess() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "interruption"));
    }

    private void interrupt() {
        if (over.getCount() == 0) {
            return;
        }
        interrupted = true;
        boolean nothingBegan = console.isAsking();
        cancellations.forEach(Runnable::run);
        if (nothingBegan) {
            console.err().println();
        } else if (!hasEnded()) {
            console.note("The command did not stop in time; the server ends its transaction by itself");
        }
        console.fail(new Failure(ErrorCode.INTERRUPTED, "Interrupted", null, remedy(nothingBegan), Map.of()));
    }

    private boolean hasEnded() {
        try {
            return over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String remedy(boolean nothingBegan) {
        if (nothingBegan) {
            return "Nothing was changed";
        }
        return succeeded
                ? "The command had done its work already"
                : "What was under way has been rolled back; run the same command again";
    }

    /** Remembers what stops the work under way. */
    void onInterrupt(Runnable cancellation) {
        cancellations.add(cancellation);
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /** The command has come to its end, well or badly. */
    void end(boolean well) {
        succeeded = well;
        over.countDown();
    }
}
