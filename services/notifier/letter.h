// The mail that tells somebody to look into the portal: counts and a link, no content and no names. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/delivery.pb.h"

namespace giaoban::notifier {

// What a letter is made of.
struct Letter {
  std::string from;
  std::string to;
  std::string message_id;  // with < >
  int64_t date_us = 0;     // machine time at which it was written
  std::string portal_url;
  std::string unsubscribe_url;  // empty: none is offered
  v1::Language language = v1::LANGUAGE_BOTH;
  std::vector<v1::ReasonCount> counts = {};  // what it tells
  std::vector<std::string> lines_vi = {};    // what each is about, where the operator wants that said
  std::vector<std::string> lines_en = {};
};

// RFC 5322 bytes: headers, then text in the person's language, UTF-8 in base64. No line is longer than 78 characters,
// but for the one with the unsubscribe link. Everything handed in must have passed is_address(), or be the operator's
// own setting without line breaks.
std::string compose(const Letter& letter);

// A mail address that can stand in a header and in an SMTP command: one @ with something on both sides, printable ASCII
// without blanks, brackets, quotes or commas, at most 254 characters. So CR and LF are refused.
bool is_address(std::string_view text);

// <sha256(dispatch_id), first 32 hex digits @ node>: the same in every attempt, also after a restart.
std::string message_id(std::string_view dispatch_id, std::string_view node);

// RFC 2047: "=?UTF-8?B?...?=" words of at most 66 characters, split between characters, folded onto lines of their own.
std::string encode_header(std::string_view text);

// RFC 5322 date at UTC+7: "Sun, 22 Nov 2026 17:00:00 +0700".
std::string mail_date(int64_t us);

// Base64 in lines of `width` characters (a multiple of 4), each ended by CR LF; 0: in one piece.
std::string base64(std::string_view bytes, size_t width = 0);

}  // namespace giaoban::notifier
