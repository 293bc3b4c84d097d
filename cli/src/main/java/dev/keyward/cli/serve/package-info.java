/** Core's Host Guardian Service over HTTP: bounded in everything, and quiet about itself. */
package dev.keyward.cli.serve;
