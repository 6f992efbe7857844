/**
 * One class for each command of tenancyctl, in the grammar {@code tenancyctl <noun> <verb>}. {@link io.tenancy.cli.command.Commands}
 * puts them together, {@link io.tenancy.cli.command.Session} is what a run sees of the world.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.cli.command;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
