/** People over PostgreSQL: accounts, passwords, second factors, links. */
@NullMarked
package io.tenancy.jdbc.internal.member;

import org.jspecify.annotations.NullMarked;
