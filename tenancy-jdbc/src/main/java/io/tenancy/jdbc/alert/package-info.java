/**
 * Alerts to people. An {@link io.tenancy.jdbc.alert.Alert} is raised in the transaction that found something;
 * {@link io.tenancy.jdbc.alert.AlertRule}s say to which {@link io.tenancy.jdbc.alert.AlertSink}s it goes and how long the same is not
 * told again; {@link io.tenancy.jdbc.alert.AlertDispatcher} sorts and delivers.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.alert;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
