/** The command line. It exports nothing, because it is a program and no library. */
module dev.keyward.cli {
  requires com.fasterxml.jackson.core;
  requires com.ibm.icu;
  requires com.samskivert.jmustache;
  requires dev.keyward.core;
  requires io.prometheus.metrics.core;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires java.management;
  requires me.tongfei.progressbar;
  requires org.apache.commons.cli;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires static org.jspecify;
}
