/**
 * What every command that finds something does with its findings: waivers, the baseline, and one report in the formats that people and
 * build servers read. The audit, the proof and the linter share it; an {@link io.tenancy.cli.report.Issue} is what they have in common.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.cli.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
