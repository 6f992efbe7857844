package io.tenancy.entitlement;

import java.util.Objects;

/** What a plan, an add-on or an override says about one feature. Immutable. */
public sealed interface FeatureValue {
    /**
     * Had or not had.
     *
     * @param on whether it is had
     */
    record Switch(boolean on) implements FeatureValue {
        /** It is had. */
        public static final Switch ON = new Switch(true);

        /** It is not had. */
        public static final Switch OFF = new Switch(false);

        @Override
        public String toString() {
            return Boolean.toString(on);
        }
    }

    /**
     * So many, or so many bytes.
     *
     * @param limit how much
     */
    record Amount(Limit limit) implements FeatureValue {
        /**
         * Checks the components.
         *
         * @param limit how much
         */
        public Amount {
            Objects.requireNonNull(limit, "limit");
        }

        @Override
        public String toString() {
            return limit.toString();
        }
    }

    /**
     * One of a feature's options, or none of them.
     *
     * @param option the option; empty for none
     */
    record Choice(String option) implements FeatureValue {
        /** None of the options. */
        public static final Choice NONE = new Choice("");

        /**
         * Checks the components.
         *
         * @param option the option
         */
        public Choice {
            Objects.requireNonNull(option, "option");
        }

        @Override
        public String toString() {
            return option.isEmpty() ? "none" : option;
        }
    }
}
