package io.tenancy.cli.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a command does to the database; shown in the help. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Mark {
    /** What it does. */
    Effect value();

    /** The kinds of commands, by what they do. */
    enum Effect {
        /** Changes nothing. */
        READ_ONLY("[read-only]", "Read-only: changes nothing."),
        /** Changes something, and undoing it is one command. */
        CHANGES("", "Changes data."),
        /** Ends something that no command brings back, or may. */
        DANGEROUS("[dangerous]", "Dangerous: asks for confirmation; without a terminal it needs --yes.");

        private final String sign;
        private final String sentence;

        Effect(String sign, String sentence) {
            this.sign = sign;
            this.sentence = sentence;
        }

        String sign() {
            return sign;
        }

        String sentence() {
            return sentence;
        }
    }
}
