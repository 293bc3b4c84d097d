/** The reports of an audit: its findings, who can open what, and what it rested on. */
package dev.keyward.cli.report.audit;
