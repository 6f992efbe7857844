/** The glue between the front door and connections: begin, commit, roll back, translate. */
@NullMarked
package io.tenancy.jdbc.internal.transaction;

import org.jspecify.annotations.NullMarked;
