"""Court fees: 诉讼费用交纳办法 and the Zhejiang rates, whole (FEE-*).

scope       which fees there are, and who pays none
tables      one arithmetic for every table of the Measures
acceptance  案件受理费
application 申请费
changes     halving, change of claim, conversion
payment     when to pay, what comes back
bearing     who bears them in the end
relief      缓交 减交 免交
"""
