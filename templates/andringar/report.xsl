<?xml version="1.0" encoding="UTF-8"?>
<!-- The list of changes between two editions, which "arshjul changes" makes: short, its chapters follow each other. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">
  <xsl:import href="../common/document.xsl"/>
  <xsl:variable name="classes" select="'running'"/>
  <xsl:template match="report" mode="contents"/>
</xsl:stylesheet>
