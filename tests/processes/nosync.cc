// A library to be preloaded: a disk that says "written" and writes nothing; the control of the power cuts.
#include <unistd.h>

extern "C" {

int fsync(int) {
  return 0;
}
int fdatasync(int) {
  return 0;
}

}  // extern "C"
