/** The reports of an audit: its findings, who can open what, and the inputs that it used. */
package dev.keyward.cli.report.audit;
