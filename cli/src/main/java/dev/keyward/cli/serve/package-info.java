/**
 * Core's Host Guardian Service over HTTP. It limits all resources and shows no details of itself.
 */
package dev.keyward.cli.serve;
