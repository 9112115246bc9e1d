/// Pictures to pixels and back. Decoding what others made happens in a helper.
enum PictureCodec {
  /// The pixels, as a viewer shows them: turned as the file asks, transparency over white.
  ///
  /// - Throws: `helperMissing`, `helperFailed`, `malformed`, `tooLarge`.
  static func decode(_ bytes: [UInt8], _ format: DocumentFormat) throws(DocumentError) -> Raster {
    let output =
      format == .jpeg
      ? try OutsideProgram.jpegtopnm.run([], bytes)
      : try OutsideProgram.pngtopnm.run(["-mix", "-background=#ffffff"], bytes)
    let rasters = try Raster.readAll(output, of: format)
    guard rasters.count == 1, let raster = rasters.first else { throw .malformed(format) }
    return format == .jpeg ? raster.oriented(JPEGFile.orientation(bytes)) : raster
  }

  /// - Throws: `helperMissing`, `helperFailed`.
  static func encode(_ raster: Raster, _ format: DocumentFormat) throws(DocumentError) -> [UInt8] {
    guard format == .jpeg else { return try PNGFile.write(raster.reduced) }
    let output = try OutsideProgram.pnmtojpeg.run(["--quality=90", "--optimize"], raster.portable)
    guard output.starts(with: [0xff, 0xd8]) else { throw .helperFailed(.pnmtojpeg) }
    return output
  }
}
