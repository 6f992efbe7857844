/**
 * The engine of {@code tenancyctl demo}: {@link io.tenancy.cli.demo.DemoRun} sets up a clinic with two practices on a
 * {@link io.tenancy.cli.demo.DemoServer}, works as each of them, tries to cross over in every way it knows, and tells in a
 * {@link io.tenancy.cli.demo.DemoReport} what happened. {@link io.tenancy.cli.demo.Protection} names what can be switched off to see
 * it leak.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.cli.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
