/*
 * A PKCS#11 module for tests. It passes every call on to another module, REAL, and has one fault.
 * The variable KEYWARD_TOKEN_FAULT names the fault, such as "sign-short".
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long ulong;
typedef struct { ulong mechanism; void *parameter; ulong size; } mechanism;
typedef struct { ulong hash, mask, source; void *data; ulong size; } oaep;

/* Places of functions in the list of PKCS#11 2.40. */
enum { INITIALIZE = 0, SELF = 3, SLOTS = 4, TOKEN_INFO = 6, MECHANISMS = 7, MECHANISM_INFO = 8,
  OPEN_SESSION = 12, LOGIN = 18, ATTRIBUTES = 24, FIND_START = 26, FIND = 27, DECRYPT_START = 33, DECRYPT = 34,
  SIGN_START = 42, SIGN = 43, SIGN_UPDATE = 44, SIGN_FINAL = 45, MAKE_PAIR = 59, FUNCTIONS = 68 };
enum { DEVICE_ERROR = 0x30, DEVICE_REMOVED = 0x32, BAD_TEXT = 0x40, NO_MECHANISM = 0x70,
  FULL = 0x31, RAW = 3, OAEP = 9 };

static struct { unsigned char version[8]; void *call[FUNCTIONS]; } list, *real;
static __thread int is_oaep;

static int fault(const char *name) {
  const char *chosen = getenv("KEYWARD_TOKEN_FAULT");
  return chosen && !strcmp(chosen, name);
}

/* The faults that every function can have. */
static ulong common(const char *name) {
  char whole[64];
  const char *chosen = getenv("KEYWARD_TOKEN_FAULT");
  if (!chosen || strncmp(chosen, name, strlen(name))) return 0;
  strcpy(whole, chosen + strlen(name));
  if (!strcmp(whole, "-hangs")) for (;;) sleep(60);
  if (!strcmp(whole, "-crashes")) abort();
  if (!strcmp(whole, "-fails")) return DEVICE_ERROR;
  return strcmp(whole, "-removed") ? 0 : DEVICE_REMOVED;
}

#define REAL_CALL(place, ...) (((ulong (*)()) real->call[place])(__VA_ARGS__))
#define BEGIN(name) do { ulong failed = common(name); if (failed) return failed; } while (0)

static ulong initialize(void *arguments) {
  BEGIN("start");
  return REAL_CALL(INITIALIZE, arguments);
}

static ulong slots(unsigned char present, ulong *all, ulong *count) {
  BEGIN("slots");
  ulong result = REAL_CALL(SLOTS, (int) present, all, count);
  if (fault("slots-many")) *count = all ? *count : (ulong) 1 << 40;
  return result;
}

static ulong token_info(ulong slot, unsigned char *info) {
  BEGIN("info");
  ulong result = REAL_CALL(TOKEN_INFO, slot, info);
  if (fault("info-garbage")) memset(info, 0xff, 128);
  return result;
}

static int hidden(ulong type) {
  return type == RAW && (fault("raw-forbidden") || fault("oaep-only"));
}

static ulong mechanisms(ulong slot, ulong *all, ulong *count) {
  BEGIN("mechanisms");
  ulong result = REAL_CALL(MECHANISMS, slot, all, count);
  if (fault("mechanisms-many")) *count = all ? *count : (ulong) 1 << 40;
  ulong kept = 0;
  for (ulong i = 0; all && i < *count; i++) if (!hidden(all[i])) all[kept++] = all[i];
  if (all) *count = kept;
  return result;
}

static ulong mechanism_info(ulong slot, ulong type, void *info) {
  return hidden(type) ? NO_MECHANISM : REAL_CALL(MECHANISM_INFO, slot, type, info);
}

static ulong open_session(ulong slot, ulong flags, void *own, void *notify, ulong *session) {
  BEGIN("session");
  return REAL_CALL(OPEN_SESSION, slot, flags, own, notify, session);
}

static ulong login(ulong session, ulong user, void *pin, ulong size) {
  BEGIN("login");
  return REAL_CALL(LOGIN, session, user, pin, size);
}

static ulong attributes(ulong session, ulong object, void *all, ulong count) {
  BEGIN("attributes");
  return REAL_CALL(ATTRIBUTES, session, object, all, count);
}

static ulong find_start(ulong session, void *all, ulong count) {
  BEGIN("find");
  return REAL_CALL(FIND_START, session, all, count);
}

static ulong find(ulong session, ulong *all, ulong most, ulong *count) {
  ulong result = REAL_CALL(FIND, session, all, most, count);
  if (fault("find-none")) *count = 0;
  return result;
}

static ulong make_pair(ulong session, mechanism *how, void *a, ulong na, void *b, ulong nb, ulong *x, ulong *y) {
  BEGIN("make");
  if (fault("make-full")) return FULL;
  return REAL_CALL(MAKE_PAIR, session, how, a, na, b, nb, x, y);
}

static ulong decrypt_start(ulong session, mechanism *how, ulong key) {
  BEGIN("decrypt");
  if (hidden(how->mechanism)) return NO_MECHANISM;
  is_oaep = fault("oaep-only") && how->mechanism == OAEP;
  if (!is_oaep) return REAL_CALL(DECRYPT_START, session, how, key);
  oaep *given = how->parameter;
  /* SHA-256 for the label and the mask, and no label. */
  if (how->size != sizeof *given || given->hash != 0x250 || given->mask != 2 || given->source != 1
      || given->data || given->size) return 0x71;
  mechanism raw = { RAW, 0, 0 };
  return REAL_CALL(DECRYPT_START, session, &raw, key);
}

/* SHA-256, FIPS 180-4. */
static const uint32_t K[64] = {
  0x428a2f98,0x71374491,0xb5c0fbcf,0xe9b5dba5,0x3956c25b,0x59f111f1,0x923f82a4,0xab1c5ed5,0xd807aa98,0x12835b01,0x243185be,
  0x550c7dc3,0x72be5d74,0x80deb1fe,0x9bdc06a7,0xc19bf174,0xe49b69c1,0xefbe4786,0x0fc19dc6,0x240ca1cc,0x2de92c6f,0x4a7484aa,
  0x5cb0a9dc,0x76f988da,0x983e5152,0xa831c66d,0xb00327c8,0xbf597fc7,0xc6e00bf3,0xd5a79147,0x06ca6351,0x14292967,0x27b70a85,
  0x2e1b2138,0x4d2c6dfc,0x53380d13,0x650a7354,0x766a0abb,0x81c2c92e,0x92722c85,0xa2bfe8a1,0xa81a664b,0xc24b8b70,0xc76c51a3,
  0xd192e819,0xd6990624,0xf40e3585,0x106aa070,0x19a4c116,0x1e376c08,0x2748774c,0x34b0bcb5,0x391c0cb3,0x4ed8aa4a,0x5b9cca4f,
  0x682e6ff3,0x748f82ee,0x78a5636f,0x84c87814,0x8cc70208,0x90befffa,0xa4506ceb,0xbef9a3f7,0xc67178f2 };
#define ROT(x, n) ((x) >> (n) | (x) << (32 - (n)))
static void sha256(const unsigned char *data, size_t size, unsigned char *out) {
  uint32_t h[8] = { 0x6a09e667,0xbb67ae85,0x3c6ef372,0xa54ff53a,0x510e527f,0x9b05688c,0x1f83d9ab,0x5be0cd19 };
  unsigned char padded[1024] = { 0 };
  size_t whole = (size + 9 + 63) / 64 * 64;
  memcpy(padded, data, size);
  padded[size] = 0x80;
  for (int i = 0; i < 8; i++) padded[whole - 1 - i] = (unsigned char) ((uint64_t) size * 8 >> 8 * i);
  for (size_t at = 0; at < whole; at += 64) {
    uint32_t w[64], v[8];
    for (int i = 0; i < 64; i++) {
      const unsigned char *p = padded + at + 4 * i;
      if (i < 16) w[i] = (uint32_t) p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
      else w[i] = w[i - 16] + w[i - 7] + (ROT(w[i - 15], 7) ^ ROT(w[i - 15], 18) ^ w[i - 15] >> 3)
          + (ROT(w[i - 2], 17) ^ ROT(w[i - 2], 19) ^ w[i - 2] >> 10);
    }
    memcpy(v, h, sizeof v);
    for (int i = 0; i < 64; i++) {
      uint32_t a = v[7] + (ROT(v[4], 6) ^ ROT(v[4], 11) ^ ROT(v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[i] + w[i];
      uint32_t b = (ROT(v[0], 2) ^ ROT(v[0], 13) ^ ROT(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
      memmove(v + 1, v, 7 * sizeof *v);
      v[4] += a;
      v[0] = a + b;
    }
    for (int i = 0; i < 8; i++) h[i] += v[i];
  }
  for (int i = 0; i < 32; i++) out[i] = (unsigned char) (h[i / 4] >> (24 - 8 * (i % 4)));
}

static void unmask(const unsigned char *seed, size_t seed_size, unsigned char *bytes, size_t size) {
  unsigned char block[600], part[32];
  memcpy(block, seed, seed_size);
  for (size_t at = 0; at < size; at += 32) {
    memset(block + seed_size, 0, 4);
    block[seed_size + 3] = (unsigned char) (at / 32);
    sha256(block, seed_size + 4, part);
    for (size_t i = 0; i < 32 && at + i < size; i++) bytes[at + i] ^= part[i];
  }
}

/* RFC 8017, section 7.1.2: good enough for a test, not for a device. */
static ulong decode(unsigned char *all, ulong *size) {
  unsigned char label[32];
  unmask(all + 33, *size - 33, all + 1, 32);
  unmask(all + 1, 32, all + 33, *size - 33);
  sha256((const unsigned char *) "", 0, label);
  size_t at = 65;
  while (at < *size && !all[at]) at++;
  if (all[0] || memcmp(label, all + 33, 32) || at == *size || all[at] != 1) return BAD_TEXT;
  *size -= at + 1;
  memmove(all, all + at + 1, *size);
  return 0;
}

static ulong decrypt(ulong session, void *in, ulong in_size, unsigned char *out, ulong *size) {
  ulong result = REAL_CALL(DECRYPT, session, in, in_size, out, size);
  if (fault("decrypt-short")) *size = 3;
  if (fault("decrypt-none")) *size = 0;
  if (fault("decrypt-garbage") && out) memset(out, 0x5a, *size);
  return result || !is_oaep || !out ? result : decode(out, size);
}

static ulong sign_start(ulong session, mechanism *how, ulong key) {
  BEGIN("sign");
  return REAL_CALL(SIGN_START, session, how, key);
}

static ulong spoil(unsigned char *out, ulong *size, ulong result) {
  if (fault("sign-short")) *size = 3;
  if (fault("sign-none")) *size = 0;
  if (fault("sign-garbage") && out) memset(out, 0x5a, *size);
  return result;
}

static ulong sign(ulong session, void *in, ulong in_size, unsigned char *out, ulong *size) {
  return spoil(out, size, REAL_CALL(SIGN, session, in, in_size, out, size));
}

static ulong sign_final(ulong session, unsigned char *out, ulong *size) {
  return spoil(out, size, REAL_CALL(SIGN_FINAL, session, out, size));
}

ulong C_GetFunctionList(void **answer) {
  if (!real) {
    void *module = dlopen(REAL, RTLD_NOW | RTLD_LOCAL);
    ulong (*get)(void **) = module ? (ulong (*)(void **)) dlsym(module, "C_GetFunctionList") : 0;
    if (!get || get((void **) &real)) return DEVICE_ERROR;
    memcpy(&list, real, sizeof list);
    void *own[FUNCTIONS] = {
      [INITIALIZE] = initialize, [SELF] = C_GetFunctionList, [SLOTS] = slots, [TOKEN_INFO] = token_info,
      [MECHANISMS] = mechanisms, [MECHANISM_INFO] = mechanism_info, [OPEN_SESSION] = open_session,
      [LOGIN] = login, [ATTRIBUTES] = attributes, [FIND_START] = find_start, [FIND] = find,
      [DECRYPT_START] = decrypt_start, [DECRYPT] = decrypt, [SIGN_START] = sign_start, [SIGN] = sign,
      [SIGN_FINAL] = sign_final, [MAKE_PAIR] = make_pair };
    for (int i = 0; i < FUNCTIONS; i++) if (own[i]) list.call[i] = own[i];
  }
  *answer = &list;
  return 0;
}
