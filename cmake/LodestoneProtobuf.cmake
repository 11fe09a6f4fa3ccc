# Protobuf: Debian's package ships no CMake config, so CONFIG first and CMake's module as fallback.
find_package(Protobuf CONFIG QUIET)
if(NOT Protobuf_FOUND)
  find_package(Protobuf MODULE REQUIRED)
endif()
if(NOT TARGET protobuf::protoc)
  message(FATAL_ERROR "protoc was not found (the wire is generated from proto/). Install protobuf-compiler.")
endif()
