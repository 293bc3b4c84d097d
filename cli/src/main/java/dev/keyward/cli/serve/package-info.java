/**
 * Core's Host Guardian Service over HTTP. It limits all resources and shows no details of itself.
 */
@NullMarked
package dev.keyward.cli.serve;

import org.jspecify.annotations.NullMarked;
