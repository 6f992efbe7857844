/**
 * What looks like an attack. Single {@link io.tenancy.jdbc.security.SecurityEvent}s are counted by
 * {@link io.tenancy.jdbc.security.DetectionRule}s; {@link io.tenancy.jdbc.security.Detector} puts those that belong together into one
 * {@link io.tenancy.jdbc.security.SecurityIncident}, raises an alert, and may take a {@link io.tenancy.jdbc.security.SecurityAction}
 * for some minutes.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.security;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
