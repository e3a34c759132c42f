// Which papers of a period have which words: sets of numbers, kept in small packed pieces.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "services/store/store.h"

namespace giaoban::records {

// A set of papers by number. A value.
class PaperSet {
 public:
  // 16,384 numbers on end, a bit each.
  struct Piece {
    static constexpr int64_t kNumbers = 16'384;
    std::array<uint64_t, kNumbers / 64> bits = {};

    bool has(int64_t at) const { return (bits[static_cast<size_t>(at / 64)] >> (at % 64) & 1U) != 0; }
    void put(int64_t at, bool there) {
      auto& word = bits[static_cast<size_t>(at / 64)];
      const uint64_t bit = uint64_t{1} << (at % 64);
      word = there ? word | bit : word & ~bit;
    }
    size_t count() const;
    // In order.
    template <class Visit>
    void each(Visit visit) const {
      for (size_t i = 0; i < bits.size(); ++i) {
        for (uint64_t rest = bits[i]; rest != 0; rest &= rest - 1) {
          visit(static_cast<int64_t>(i) * 64 + std::countr_zero(rest));
        }
      }
    }
  };

  bool has(int64_t no) const;
  bool empty() const { return pieces_.empty(); }
  size_t size() const;
  void intersect(const PaperSet& other);
  // In the order of numbers.
  template <class Visit>
  void each(Visit visit) const {
    for (const auto& [index, piece] : pieces_) {
      piece.each([&visit, from = index * Piece::kNumbers](int64_t at) { visit(from + at); });
    }
  }
  Piece& piece(int64_t index) { return pieces_[index]; }

 private:
  std::map<int64_t, Piece> pieces_;  // by number / kNumbers; none empty, except while they are being read
};

// Words are entered per transaction: gathered in memory, written by flush(), forgotten by forget() after a rollback.
// The stored rows depend on the words of the papers alone, not on the order in which they came.
class Postings {
 public:
  // Table definition.
  static std::string_view schema();

  void add(const std::string& period, const std::string& word, int64_t no);
  void drop(const std::string& period, const std::string& word, int64_t no);
  void flush(store::Store& store);
  void forget() { changes_.clear(); }

  // Papers of the period in which every one of the words begins a word; all words are folded, and there is at least
  // one. Sees what was flushed.
  static PaperSet find(store::Store& store, std::string_view period, const std::set<std::string>& words);

 private:
  struct Change {
    int64_t no = 0;
    bool there = false;  // from now on
  };
  static void write(store::Store& store, std::string_view period, std::string_view word, int64_t index,
                    const std::vector<Change>& changes);
  using OfWord = std::unordered_map<std::string, std::vector<Change>>;  // in the order in which they came
  std::map<std::string, OfWord> changes_;                               // by period
};

}  // namespace giaoban::records
