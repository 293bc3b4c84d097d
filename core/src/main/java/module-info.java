/**
 * Guardians, key protectors and shielded virtual machines. Programs use the packages that are
 * exported to everybody. All others may change at any time, also those that are exported to the
 * command line alone.
 */
// The command line is compiled after core.
@SuppressWarnings("module")
module dev.keyward.core {
  requires java.naming;
  requires transitive java.net.http;
  requires java.xml;
  requires java.xml.crypto;
  requires com.fasterxml.aalto;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires com.google.crypto.tink;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.util;
  requires org.codehaus.stax2;
  requires static org.jspecify;
  requires org.yaml.snakeyaml;

  uses dev.keyward.crypto.OutsideKeyProvider;

  // The library: what the front door takes and gives, and the entrances beside it.
  exports dev.keyward;
  exports dev.keyward.audit;
  exports dev.keyward.audit.result;
  exports dev.keyward.crypto;
  exports dev.keyward.finding;
  exports dev.keyward.guardian;
  exports dev.keyward.guardian.metadata;
  exports dev.keyward.guardian.trust;
  exports dev.keyward.protector;
  exports dev.keyward.protector.known;
  exports dev.keyward.protector.part;
  exports dev.keyward.secret;

  // What only the command line needs. It may change at any time.
  exports dev.keyward.audit.diff to
      dev.keyward.cli;
  exports dev.keyward.audit.policy.draft to
      dev.keyward.cli;
  exports dev.keyward.audit.site to
      dev.keyward.cli;
  exports dev.keyward.audit.site.report to
      dev.keyward.cli;
  exports dev.keyward.crypto.outside to
      dev.keyward.cli;
  exports dev.keyward.file to
      dev.keyward.cli;
  exports dev.keyward.fleet to
      dev.keyward.cli;
  exports dev.keyward.fleet.availability to
      dev.keyward.cli;
  exports dev.keyward.fleet.draft to
      dev.keyward.cli;
  exports dev.keyward.fleet.matrix to
      dev.keyward.cli;
  exports dev.keyward.fleet.matrix.finding to
      dev.keyward.cli;
  exports dev.keyward.fleet.plan to
      dev.keyward.cli;
  exports dev.keyward.fleet.topology to
      dev.keyward.cli;
  exports dev.keyward.fleet.topology.fact to
      dev.keyward.cli;
  exports dev.keyward.guardian.keyfile to
      dev.keyward.cli;
  exports dev.keyward.guardian.metadata.download to
      dev.keyward.cli;
  exports dev.keyward.hgs to
      dev.keyward.cli;
  exports dev.keyward.hgs.description to
      dev.keyward.cli;
  exports dev.keyward.hgs.evidence to
      dev.keyward.cli;
  exports dev.keyward.hgs.folder to
      dev.keyward.cli;
  exports dev.keyward.hgs.memory to
      dev.keyward.cli;
  exports dev.keyward.hgs.message to
      dev.keyward.cli;
  exports dev.keyward.hgs.message.release to
      dev.keyward.cli;
  exports dev.keyward.host to
      dev.keyward.cli;
  exports dev.keyward.host.failover to
      dev.keyward.cli;
  exports dev.keyward.host.libvirt to
      dev.keyward.cli;
  exports dev.keyward.host.run to
      dev.keyward.cli;
  exports dev.keyward.host.tpm to
      dev.keyward.cli;
  exports dev.keyward.protector.file to
      dev.keyward.cli;
  exports dev.keyward.protector.known.folder to
      dev.keyward.cli;
  exports dev.keyward.protector.listing to
      dev.keyward.cli;
  exports dev.keyward.text to
      dev.keyward.cli;
  exports dev.keyward.tpm.device to
      dev.keyward.cli;
  exports dev.keyward.tpm.log to
      dev.keyward.cli;
  exports dev.keyward.tpm.policy to
      dev.keyward.cli;
  exports dev.keyward.tpm.structure to
      dev.keyward.cli;
  exports dev.keyward.vm to
      dev.keyward.cli;
  exports dev.keyward.vm.disk to
      dev.keyward.cli;
  exports dev.keyward.vm.disk.partition to
      dev.keyward.cli;
  exports dev.keyward.vm.disk.digest to
      dev.keyward.cli;
  exports dev.keyward.vm.domain to
      dev.keyward.cli;
  exports dev.keyward.vm.sealing to
      dev.keyward.cli;
  exports dev.keyward.vm.shielding to
      dev.keyward.cli;
  exports dev.keyward.vm.template to
      dev.keyward.cli;
}
