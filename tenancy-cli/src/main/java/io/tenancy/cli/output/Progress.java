package io.tenancy.cli.output;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says on stderr that work goes on, once it takes longer than a second: a spinner on a terminal, one plain line at the start and one
 * at the end elsewhere. Close it when the work is over, however it ended.
 */
public final class Progress implements AutoCloseable {
    private static final String[] TURNS = {"|", "/", "-", "\\"};
    private static final long TURN_MILLIS = 120;

    private final PrintWriter err;
    private final boolean terminal;
    private final String work;
    private final long delayMillis;
    private final long started = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "progress");
    private volatile boolean shown;
    private volatile String detail = "";

    private Progress(PrintWriter err, boolean terminal, String work, long delayMillis) {
        this.err = err;
        this.terminal = terminal;
        this.work = work;
        this.delayMillis = delayMillis;
    }

    static Progress start(PrintWriter err, boolean terminal, String work, long delayMillis) {
        Progress progress = new Progress(err, terminal, work, delayMillis);
        progress.thread.setDaemon(true);
        progress.thread.start();
        return progress;
    }

    /** Says nothing: its thread is never started, and joining it returns at once. */
    static Progress silent() {
        return new Progress(new PrintWriter(Writer.nullWriter()), false, "", 0);
    }

    /**
     * Tells how far the work is; shown on a terminal only.
     *
     * @param how a few words
     */
    public void say(String how) {
        detail = Plain.line(how);
    }

    private void run() {
        try {
            if (closed.await(delayMillis, TimeUnit.MILLISECONDS)) {
                return;
            }
            shown = true;
            if (terminal) {
                spin();
            } else {
                line(work + " ...");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void spin() throws InterruptedException {
        for (int turn = 0; ; turn++) {
            err.print("\r" + TURNS[turn % TURNS.length] + " " + work + " " + seconds() + " s " + detail + "\u001b[K");
            err.flush();
            if (closed.await(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private void line(String text) {
        err.println(text);
        err.flush();
    }

    private long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
    }

    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (shown && terminal) {
            err.print("\r\u001b[K");
            err.flush();
        } else if (shown) {
            line(work + " ended after " + seconds() + " s");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
