package dev.keyward.fleet;

import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Severity;

/** Every kind of fault of a fleet, from the article's rules. Names are stable. */
public enum FleetFindingCode implements FindingCode {
  /** Two services are one guardian. */
  SHARED_CERTIFICATES(
      Severity.ERROR,
      "services share certificates",
      "Each branch needs a service with its own certificates."
          + " With shared certificates, an attacker who takes over one service has"
          + " both."),
  /** A service runs in a machine that only it could start. */
  HGS_ONLY_ITSELF(
      Severity.ERROR,
      "only the service itself could start its node",
      "A service cannot release the key of the machine that it runs in while that machine is"
          + " down."),
  /** A service runs in a machine whose host's other service cannot open it. */
  HGS_WITHOUT_OTHER(
      Severity.ERROR,
      "the other service cannot start this node",
      "The node of a branch's service must always be startable by the datacenter's."),
  /** The protector of a machine was not found, or is not valid. */
  PROTECTOR_UNUSABLE(
      Severity.ERROR, "no usable protector", "No service can open what is missing or not valid."),
  /** A damaged file, while another speaks for the machine. */
  PROTECTOR_DAMAGED(
      Severity.ERROR,
      "a damaged file beside the protector that counts",
      "Keyward judged the machine by the other file. Its host may read the damaged one."),
  /** A service has disabled, or never had, the keys that a protector is for. */
  SERVICE_KEYS_UNUSABLE(
      Severity.ERROR,
      "the service cannot use the protector's keys",
      "A service opens and seals with certificates that are enabled in its folder; the name of its"
          + " guardian in the protector is not enough."),
  /** A service without an attestation certificate. */
  SERVICE_CANNOT_ATTEST(
      Severity.ERROR,
      "the service attests no host",
      "Without a primary attestation certificate it answers that it is unavailable; hosts then ask"
          + " their fallback."),
  /** A certificate in a service's own folder has ended. */
  SERVICE_CERTIFICATE_ENDED(
      Severity.ERROR,
      "a certificate of the service has ended",
      "A service whose attestation certificate has ended attests hosts, and then releases no key."
          + " To a guardian whose other certificates have ended nothing new is granted."),
  /** A certificate in a service's own folder ends soon. */
  SERVICE_CERTIFICATE_ENDING(
      Severity.WARNING,
      "a certificate of the service ends soon",
      "Renew it before that day. Without a valid attestation certificate no key is released."),
  /** The folder of a service has no key of the guardian that the topology names. */
  FOLDER_OF_ANOTHER_GUARDIAN(
      Severity.ERROR,
      "the folder is of another guardian",
      "None of its enabled signing keys is a key of the guardian that the topology names. So"
          + " nothing that the folder says is about that guardian."),
  /** The folder of a service contradicts what the store took. */
  GUARDIAN_OUT_OF_DATE(
      Severity.WARNING,
      "the store is out of date about a guardian's keys",
      "Grants use the keys of the store. The service may disable them first."),
  /** The topology names no service. */
  NO_SERVICE(
      Severity.ERROR,
      "no Host Guardian Service in the topology",
      "The rules are about services, so nothing was checked: it is not known which machine"
          + " starts."),
  /** A host that asks no service. */
  HOST_WITHOUT_SERVICE(
      Severity.WARNING,
      "the host asks no service",
      "No service releases keys to it, so none of its machines starts by a service."),
  /** The primary is up and refuses, though the fallback could open it. */
  TRAP(
      Severity.ERROR,
      "refused while the primary is up, though the fallback could open it",
      "As we read Microsoft's article, a primary that is reached and says no is final; the machine"
          + " starts only once the primary is down."),
  /** A machine that does not start although everything is up. */
  CANNOT_START(
      Severity.ERROR,
      "cannot start although everything is up",
      "No outage is needed: nobody can start this machine today."),
  /** A machine whose host works in local mode. */
  NO_HOST_STARTS(
      Severity.ERROR,
      "its host is in local mode, and no host is known that has a key for it",
      "A host in local mode opens protectors with keys of its own store only. No service helps."),
  /** A host in local mode without certificates in the topology. */
  HOST_NOT_COLLECTED(
      Severity.WARNING,
      "no certificates of a host in local mode",
      "Without them nobody knows which machines the host can start."),
  /** A host in local mode has a certificate, and nothing tells whether the key counts. */
  HOST_KEY_UNKNOWN(
      Severity.WARNING,
      "it is not known whether a host can start it",
      "The host has the certificate. The input does not say whether Hyper-V can use the private"
          + " key there."),
  /** A machine whose own host has no key for it. */
  OWN_HOST_CANNOT_START(
      Severity.WARNING,
      "its own host cannot start it, and another host can",
      "It runs until it stops. Then it starts only where somebody moves it."),
  /** A certificate in the store of a host in local mode has ended. */
  HOST_CERTIFICATE_ENDED(
      Severity.WARNING,
      "a certificate of a host in local mode has ended",
      "Nobody has published what such a host does then. The machines may still start. Work on their"
          + " protectors may need -AllowExpired."),
  /** A certificate in the store of a host in local mode ends within a year. */
  HOST_CERTIFICATE_ENDING(
      Severity.WARNING,
      "a certificate of a host in local mode ends within a year",
      "Each machine that depends on it must be shut down once to get a new guardian. Plan that"
          + " before the day."),
  /** A machine lacks the guardian of one of its host's services. */
  WITHOUT_BOTH_GUARDIANS(
      Severity.WARNING,
      "not for both services of its host",
      "It does not start from the service that cannot open it."),
  /** A host is not registered with a service that it asks. */
  NOT_REGISTERED(
      Severity.ERROR,
      "host not registered",
      "It fails attestation there, which is final: none of its"
          + " machines starts by that service."),
  /** A service has the name of a host with another key. */
  HOST_KEY_DIFFERS(
      Severity.ERROR,
      "the host is registered with another key",
      "Services know a host by its key. The host that has this name is not the one that asks, or"
          + " its key was made again."),
  /** A service has the key of a host under another name. */
  HOST_HAS_OTHER_NAME(
      Severity.NOTE,
      "the host is registered under another name",
      "Services know a host by its key, so it passes; but nobody finds it there by its name."),
  /** What a host takes as the guardian of a service is not what is known of that guardian. */
  HOST_PIN_OUT_OF_DATE(
      Severity.WARNING,
      "the host's configuration is out of date about a guardian's keys",
      "A host refuses files that an unknown key sealed. It"
          + " knows the keys that the store had when the host was configured."),
  /** A host whose version of Windows Server is too old for the service's attestation. */
  HOST_TOO_OLD(
      Severity.ERROR,
      "host too old for the service's attestation",
      "Host key attestation needs Windows Server 1809 or later. Version 2.0 of the protocols needs"
          + " 1803 or later."),
  /** A host attests in another way than the service does. */
  OTHER_ATTESTATION_MODE(
      Severity.ERROR,
      "host and service attest in different modes",
      "The service answers with the mode that it expects, which is final."),
  /** The host itself says that it did not pass attestation. */
  HOST_NOT_GUARDED(
      Severity.ERROR,
      "host not guarded",
      "Its configuration says that attestation did not pass when it was read; until it passes, no"
          + " service releases keys to the host."),
  /** The services of one pair differ in hosts or policies. */
  OUT_OF_SYNC(
      Severity.WARNING,
      "registrations or policies out of sync",
      "A host that passes attestation at the primary fails at the fallback when it needs it."),
  /** The services of a measured host judge its last boot differently. */
  JUDGED_DIFFERENTLY(
      Severity.WARNING,
      "one service accepts the host's last boot, the other refuses it",
      "The host gets keys from one of them only. This shows when the other one is out."),
  /** Nobody knows a boot of a measured host. */
  NOT_COMPARED(
      Severity.NOTE,
      "not compared: no recorded boot",
      "Without an event log of the host nobody can tell whether both of its services accept it."),
  /** The fallback is the primary. */
  FALLBACK_IS_PRIMARY(
      Severity.WARNING, "the fallback is the primary", "It is down whenever the primary is."),
  /** A host that is too old for a fallback has one. */
  FALLBACK_ON_OLD_HOST(
      Severity.ERROR,
      "a fallback on a host before version 1709",
      "Such a host never asks a fallback; it was counted as having none."),
  /** A protector of no machine of the topology. */
  VM_NOT_IN_TOPOLOGY(
      Severity.WARNING,
      "a protector of no machine in the topology",
      "Keyward did not check where this machine starts."),
  /** Services that need each other to start. */
  CIRCULAR_START(
      Severity.ERROR,
      "circular start",
      "After a loss of power everywhere none of them starts without an owner's own keys."),
  /** One outage is enough. */
  SINGLE_POINT_OF_FAILURE(
      Severity.WARNING,
      "single point of failure",
      "During this outage nobody can start these machines again."),
  /** A machine, a guardian, a host, a service or a site has a name that looks like another's. */
  LOOK_ALIKE_NAME(
      Severity.WARNING,
      "a name that looks like another",
      "Readers mistake one for the other, and what the topology says about one does not hold for"
          + " the other.");

  private final Words words;

  FleetFindingCode(Severity severity, String title, String why) {
    this.words = new Words(severity, title, why);
  }

  @Override
  public Words words() {
    return words;
  }
}
