/** Settings of tenants from the operator's side: {@link io.tenancy.jdbc.setting.SettingRegistry}. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.setting;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
