package io.tenancy.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.TestTenants;
import io.tenancy.tenant.Tenant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Any sequence of opens, closes, double and wrong closes behaves as a plain stack does. */
class ScopeNestingTest {
    private static final List<Tenant> TENANTS = TestTenants.many(4);

    /** What the model compares: the real context, or a copy of it with a protection removed. */
    private interface Subject {
        AutoCloseable bind(Tenant tenant);

        AutoCloseable suspend();

        Tenant current();
    }

    @Property(tries = 2000)
    void anySequenceBehavesAsAStack(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 99) Integer> actions)
            throws Exception {
        compare(new RealContext(), actions);
    }

    @Test
    void withoutRestoreTheSameComparisonFails() {
        assertThatThrownBy(() -> compare(new ForgetsTheOuter(), List.of(1, 2, 60, 60)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void withoutUnwindingTheSameComparisonFails() {
        assertThatThrownBy(() -> compare(new KeepsTheInner(), List.of(1, 2, 90)))
                .isInstanceOf(AssertionError.class);
    }

    private static void compare(Subject subject, List<Integer> actions) throws Exception {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        Deque<Tenant> model = new ArrayDeque<>();
        List<AutoCloseable> closed = new ArrayList<>();
        Tenant nothing = TestTenants.active("nothing");
        try {
            for (int action : actions) {
                if (action < 40) {
                    Tenant tenant = TENANTS.get(action % TENANTS.size());
                    open.push(subject.bind(tenant));
                    model.push(tenant);
                } else if (action < 50) {
                    open.push(subject.suspend());
                    model.push(nothing);
                } else if (action < 80 && !open.isEmpty()) {
                    AutoCloseable scope = open.pop();
                    model.pop();
                    scope.close();
                    closed.add(scope);
                } else if (action < 90 && !closed.isEmpty()) {
                    closed.get(action % closed.size()).close();
                } else if (action >= 90 && open.size() >= 2) {
                    closeOutOfOrder(1 + action % (open.size() - 1), open, model);
                }
                Tenant expected = model.isEmpty() || model.peek() == nothing ? null : model.peek();
                assertThat(subject.current()).isSameAs(expected);
            }
        } finally {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
    }

    private static void closeOutOfOrder(int above, Deque<AutoCloseable> open, Deque<Tenant> model) {
        for (int i = 0; i < above; i++) {
            open.pop();
            model.pop();
        }
        AutoCloseable outer = open.pop();
        model.pop();
        assertThatThrownBy(outer::close).isInstanceOf(TenantScopeException.class);
    }

    private static final class RealContext implements Subject {
        @Override
        public AutoCloseable bind(Tenant tenant) {
            return TenantContext.bind(tenant);
        }

        @Override
        public AutoCloseable suspend() {
            return TenantContext.suspend();
        }

        @Override
        public Tenant current() {
            TenantBinding binding = TenantContext.current();
            return binding == null ? null : binding.tenant();
        }
    }

    /** A context whose scopes clear instead of restoring. */
    private static final class ForgetsTheOuter implements Subject {
        private Tenant current;

        @Override
        public AutoCloseable bind(Tenant tenant) {
            current = tenant;
            return () -> current = null;
        }

        @Override
        public AutoCloseable suspend() {
            current = null;
            return () -> current = null;
        }

        @Override
        public Tenant current() {
            return current;
        }
    }

    /** A context that refuses to close out of order, and leaves the inner tenant where it is. */
    private static final class KeepsTheInner implements Subject {
        private final Deque<Tenant> stack = new ArrayDeque<>();

        @Override
        public AutoCloseable bind(Tenant tenant) {
            stack.push(tenant);
            int depth = stack.size();
            return () -> {
                if (stack.size() != depth) {
                    throw TenantScopeException.misused("inner scope open", null);
                }
                stack.pop();
            };
        }

        @Override
        public AutoCloseable suspend() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Tenant current() {
            return stack.peek();
        }
    }
}
