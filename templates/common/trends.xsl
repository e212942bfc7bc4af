<?xml version="1.0" encoding="UTF-8"?>
<!-- A trend's chapter, of class "trend": what is known of it as terms side by side, and the responses as lead-in lines
     with what they say, who is responsible and when. The rest is as in any chapter. The theme writes its number, there,
     in the contents and where it is referred to. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <!-- In the contents a trend is its heading: the parts of its chapter are much the same in all. One that is an appendix
       is numbered as such. -->
  <xsl:template match="report/section[@class and starts-with(concat(@class, ' '), 'trend ') and not(contains(concat(@class, ' '), ' bilaga '))]" mode="toc" priority="2">
    <li class="counted-trend"><xsl:apply-templates select="h1" mode="toc-link"/></li>
  </xsl:template>

  <xsl:template match="facts">
    <div class="trend-facts">
      <xsl:if test="fact[not(@key = 'goals' or @key = 'indicators')]">
        <dl class="short"><xsl:apply-templates select="fact[not(@key = 'goals' or @key = 'indicators')]"/></dl>
      </xsl:if>
      <xsl:if test="fact[@key = 'goals' or @key = 'indicators']">
        <dl class="long"><xsl:apply-templates select="fact[@key = 'goals' or @key = 'indicators']"/></dl>
      </xsl:if>
    </div>
  </xsl:template>

  <xsl:template match="fact">
    <dt at="{@at}"><xsl:value-of select="@name"/></dt>
    <dd class="{@key}"><xsl:apply-templates/><xsl:call-template name="marks"/></dd>
  </xsl:template>

  <xsl:template match="responses">
    <dl class="responses"><xsl:apply-templates select="response"/></dl>
  </xsl:template>

  <xsl:template match="response">
    <dt><xsl:for-each select="h"><xsl:copy-of select="@id | @lang"/><xsl:apply-templates/></xsl:for-each><xsl:call-template name="marks"/></dt>
    <dd>
      <xsl:apply-templates select="*[not(self::h)]"/>
      <xsl:if test="@responsible or @time">
        <p class="who">
          <xsl:if test="@responsible">Ansvar: <xsl:value-of select="@responsible"/></xsl:if>
          <xsl:if test="@responsible and @time"><xsl:text> · </xsl:text></xsl:if>
          <xsl:if test="@time">Tid: <xsl:value-of select="@time"/></xsl:if>
        </p>
      </xsl:if>
    </dd>
  </xsl:template>

</xsl:stylesheet>
