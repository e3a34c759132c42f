// Packing and unpacking: few numbers as a list of two bytes each, many as a bit each.
#include "services/records/postings.h"

#include <algorithm>
#include <vector>

namespace giaoban::records {

using std::string_view;

namespace {

using Piece = PaperSet::Piece;
constexpr size_t kBytes = static_cast<size_t>(Piece::kNumbers) / 8;
// Behind every word that begins with what stands before it.
constexpr string_view kLast = "\U0010FFFF";

uint64_t byte_at(string_view bytes, size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

// Adds what is in it to what is in the piece.
void unpack(string_view packed, Piece& piece) {
  if (packed.size() == kBytes) {
    for (size_t at = 0; at < kBytes; ++at) piece.bits[at / 8] |= byte_at(packed, at) << (at % 8 * 8);
    return;
  }
  for (size_t at = 0; at + 1 < packed.size(); at += 2) {
    const uint64_t number = byte_at(packed, at) | byte_at(packed, at + 1) << 8U;
    piece.put(static_cast<int64_t>(number) % Piece::kNumbers, true);
  }
}

std::string pack(const Piece& piece) {
  std::string packed;
  if (2 * piece.count() >= kBytes) {
    for (size_t at = 0; at < kBytes; ++at) packed.push_back(static_cast<char>(piece.bits[at / 8] >> (at % 8 * 8)));
    return packed;
  }
  piece.each([&](int64_t number) {
    packed.push_back(static_cast<char>(number));
    packed.push_back(static_cast<char>(number >> 8));
  });
  return packed;
}

}  // namespace

size_t Piece::count() const {
  size_t count = 0;
  for (const auto word : bits) count += static_cast<size_t>(std::popcount(word));
  return count;
}

bool PaperSet::has(int64_t no) const {
  const auto found = pieces_.find(no / Piece::kNumbers);
  return found != pieces_.end() && found->second.has(no % Piece::kNumbers);
}

size_t PaperSet::size() const {
  size_t size = 0;
  for (const auto& [index, piece] : pieces_) size += piece.count();
  return size;
}

void PaperSet::intersect(const PaperSet& other) {
  for (auto at = pieces_.begin(); at != pieces_.end();) {
    const auto found = other.pieces_.find(at->first);
    uint64_t left = 0;
    for (size_t i = 0; found != other.pieces_.end() && i < at->second.bits.size(); ++i) {
      left |= at->second.bits[i] &= found->second.bits[i];
    }
    at = left == 0 ? pieces_.erase(at) : std::next(at);
  }
}

string_view Postings::schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS postings (period TEXT NOT NULL, word TEXT NOT NULL, piece BIGINT NOT NULL,
      papers BLOB NOT NULL, PRIMARY KEY (period, word, piece)) WITHOUT ROWID;
  )";
}

void Postings::add(const std::string& period, const std::string& word, int64_t no) {
  changes_[period][word].push_back({no, true});
}

void Postings::drop(const std::string& period, const std::string& word, int64_t no) {
  changes_[period][word].push_back({no, false});
}

void Postings::flush(store::Store& store) {
  for (const auto& [period, words] : changes_) {
    std::vector<const OfWord::value_type*> in_order;  // as the table lies
    in_order.reserve(words.size());
    for (const auto& word : words) in_order.push_back(&word);
    std::sort(in_order.begin(), in_order.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
    for (const auto* word : in_order) {
      std::map<int64_t, std::vector<Change>> pieces;
      for (const auto& change : word->second) pieces[change.no / Piece::kNumbers].push_back(change);
      for (const auto& [index, changes] : pieces) write(store, period, word->first, index, changes);
    }
  }
  changes_.clear();
}

void Postings::write(store::Store& store, string_view period, string_view word, int64_t index,
                     const std::vector<Change>& changes) {
  Piece piece;
  store.prepare("SELECT papers FROM postings WHERE period = $1 AND word = $2 AND piece = $3")
      .one({period, word, index}, [&](const store::Row& row) { unpack(row.blob(0), piece); });
  for (const auto& change : changes) piece.put(change.no % Piece::kNumbers, change.there);
  if (piece.count() == 0) {
    store.prepare("DELETE FROM postings WHERE period = $1 AND word = $2 AND piece = $3").run({period, word, index});
    return;
  }
  const std::string packed = pack(piece);
  store
      .prepare(
          "INSERT INTO postings (period, word, piece, papers) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (period, word, piece) DO UPDATE SET papers = excluded.papers")
      .run({period, word, index, store::Blob{packed}});
}

PaperSet Postings::find(store::Store& store, string_view period, const std::set<std::string>& words) {
  auto& read = store.prepare("SELECT piece, papers FROM postings WHERE period = $1 AND word >= $2 AND word < $3");
  PaperSet all;
  bool first = true;
  // The longest word is the rarest as a rule; where it names nothing the others need no look.
  std::vector<string_view> longest_first(words.begin(), words.end());
  std::stable_sort(longest_first.begin(), longest_first.end(),
                   [](string_view a, string_view b) { return a.size() > b.size(); });
  for (const auto word : longest_first) {
    const std::string behind = std::string(word) + std::string(kLast);
    PaperSet found;
    read.each({period, word, string_view(behind)},
              [&](const store::Row& row) { unpack(row.blob(1), found.piece(row.integer(0))); });
    if (first) {
      all = std::move(found);
    } else {
      all.intersect(found);
    }
    first = false;
    if (all.empty()) break;
  }
  return all;
}

}  // namespace giaoban::records
