/**
 * Guardians, key protectors and shielded virtual machines. Packages that are not exported are
 * machinery and may change at any time.
 */
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

  exports dev.keyward;
  exports dev.keyward.audit;
  exports dev.keyward.audit.policy;
  exports dev.keyward.audit.policy.draft;
  exports dev.keyward.audit.result;
  exports dev.keyward.crypto;
  exports dev.keyward.file;
  exports dev.keyward.finding;
  exports dev.keyward.fleet;
  exports dev.keyward.fleet.availability;
  exports dev.keyward.fleet.topology;
  exports dev.keyward.guardian;
  exports dev.keyward.guardian.keyfile;
  exports dev.keyward.guardian.metadata;
  exports dev.keyward.guardian.trust;
  exports dev.keyward.hgs;
  exports dev.keyward.hgs.folder;
  exports dev.keyward.hgs.message;
  exports dev.keyward.host;
  exports dev.keyward.host.failover;
  exports dev.keyward.protector;
  exports dev.keyward.protector.file;
  exports dev.keyward.protector.known;
  exports dev.keyward.protector.listing;
  exports dev.keyward.protector.part;
  exports dev.keyward.secret;
  exports dev.keyward.vm;
  exports dev.keyward.vm.disk;
  exports dev.keyward.vm.disk.digest;
  exports dev.keyward.vm.sealed;
  exports dev.keyward.vm.shielding;
  exports dev.keyward.vm.template;
}
